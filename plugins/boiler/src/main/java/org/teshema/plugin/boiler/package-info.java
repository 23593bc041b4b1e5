/**
 * Boilers (catalogue 1000): where their labels hang, when they are inspected from outside, from inside and under pressure, and
 * what is read after a scan, told by the tables beside this class. The city's periodic inspection is the external one; the
 * internal inspection and the pressure test are kinds of entries and clocks of their own. Every boiler is one device with one code.
 */
package org.teshema.plugin.boiler;
