package org.teshema.engine.account;

import java.time.Instant;

/**
 * A log-in that still holds.
 *
 * @param id to end it by
 * @param since when it began
 * @param lastUsed when it was used last, to the minute
 * @param network where it began, coarse; empty when that is not known
 * @param isThis whether it is the one that asks
 */
public record OpenSession(long id, Instant since, Instant lastUsed, String network, boolean isThis) {}
