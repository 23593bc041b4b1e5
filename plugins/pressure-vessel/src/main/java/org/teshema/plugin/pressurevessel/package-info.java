/**
 * Fixed pressure vessels (catalogue 2100) and oxygen chambers (2400), told by the tables beside this class; mobile vessels and
 * cylinders are outside the city's plan. A packaged set 成套 is read as one device of 2100 that bears the mother code: a vessel
 * in it is registered and inspected on its own certificate, a part goes by the set's. What a set is made of may be told later, so
 * a vessel is a mother from its first child on.
 */
package org.teshema.plugin.pressurevessel;
