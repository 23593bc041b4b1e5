package org.teshema.engine.store;

/**
 * The connections to the database right now.
 *
 * @param active at work
 * @param idle open and free
 * @param waiting callers that wait for one
 * @param most allowed at a time
 */
public record PoolFigures(int active, int idle, int waiting, int most) {}
