/**
 * How long the platform takes until it answers its first scan, with its bundle cache kept and without one, beside a stock
 * Karaf of the same version on its way to its shell. Both are started in turn on the same machine.
 */
package org.teshema.bench.start;
