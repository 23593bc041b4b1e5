/**
 * The smallest real category plugin: one class that serves forklift trucks. The guide quotes it where it tells of categories, and
 * the tests and benchmarks of the gate and the door take it in, swap it and throw it out. A new application begins elsewhere, with
 * {@code plugins/template}.
 */
package org.teshema.plugin.forklift;
