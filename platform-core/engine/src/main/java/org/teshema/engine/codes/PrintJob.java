package org.teshema.engine.codes;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The printing of one batch.
 *
 * @param batch its batch
 * @param state how far it is
 * @param labelsDone labels drawn and read back so far
 * @param labels labels of the batch
 * @param askedAt when it was asked for
 * @param endedAt when it ended, whichever way
 * @param reason why it failed or was called off, for people
 */
public record PrintJob(
        long batch,
        PrintState state,
        int labelsDone,
        int labels,
        Instant askedAt,
        Optional<Instant> endedAt,
        Optional<String> reason) {
    public PrintJob {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(askedAt, "askedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(reason, "reason");
    }
}
