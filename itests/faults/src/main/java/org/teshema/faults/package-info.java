/**
 * The fault gallery: plugins that misbehave, each in one way, and the table of what becomes of each. The plugins lie one to a file
 * in {@code gallery}; {@link org.teshema.faults.Fault} says of each where it is stopped and what a reader then sees. The tests of the
 * engine, the journeys and the benchmarks all go through this one table; nothing of it is shipped.
 */
package org.teshema.faults;
