/**
 * Rides 大型游乐设施: nearly all of it stands in the tables, what their sets are made of, what passengers must know first and the
 * checks that the using unit does itself included. Only that the limits for passengers fit each other is code.
 */
package org.teshema.plugin.ride;
