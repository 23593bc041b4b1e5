/**
 * Passenger ropeways 客运索道, funiculars and drag lifts: all of it stands in the tables. Two inspections, of which the full one
 * answers the yearly one too; cabins under the line's certificate; what stops a line and how people come down.
 */
package org.teshema.plugin.ropeway;
