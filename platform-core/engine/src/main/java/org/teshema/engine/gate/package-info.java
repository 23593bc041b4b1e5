/**
 * Where plugins come in, serve and leave. The gate checks each plugin once and says why it refused; the plugin table is
 * an immutable map that is swapped as a whole; the guard calls into plugins under a time limit and counts what they do.
 * A plugin's fault never changes a verdict and never stops a scan.
 */
package org.teshema.engine.gate;
