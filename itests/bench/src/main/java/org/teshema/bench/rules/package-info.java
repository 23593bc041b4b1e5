/**
 * The benchmark "rules": all clocks of all devices of a city, read from PostgreSQL, against merely reading the same rows out.
 */
package org.teshema.bench.rules;
