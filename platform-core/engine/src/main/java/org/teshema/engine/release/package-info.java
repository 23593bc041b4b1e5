/**
 * The one door for plugins: the districts' release keys, the releases that passed the gate, and what is to run on every node. What is
 * to run stands in the database; each node makes itself so, whatever its bundle cache holds.
 */
package org.teshema.engine.release;
