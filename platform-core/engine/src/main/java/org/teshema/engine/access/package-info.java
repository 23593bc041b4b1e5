/**
 * Who may see and do what: one table, one door. {@link org.teshema.engine.access.Access} answers about an object at hand and gives
 * the condition of a query from the same row of {@code access.csv}; {@link org.teshema.engine.access.Tie} names what must tie
 * somebody to an object, {@link org.teshema.engine.access.Thing} says what that means of its columns, and
 * {@link org.teshema.engine.access.Mask} leaves of an entry what its reader may see. What is not allowed is denied.
 */
package org.teshema.engine.access;
