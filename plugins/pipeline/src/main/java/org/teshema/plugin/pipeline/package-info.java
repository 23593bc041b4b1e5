/**
 * Pressure pipelines 压力管道: a code stands for a registration unit, and what is due of the unit is what is due first of its
 * segments. Kinds, places, structures and rules are tables in the jar; the classes read the segments, judge each by the same
 * clocks and say which of them it was. A segment that the table tells too little of is unknown and not in order.
 */
package org.teshema.plugin.pipeline;
