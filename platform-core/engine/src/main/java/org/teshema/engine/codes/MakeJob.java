package org.teshema.engine.codes;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The making of one batch in the background.
 *
 * @param batch its batch
 * @param state how far it is
 * @param codesDone codes signed and stored so far; they count when all are
 * @param codes codes of the batch
 * @param askedAt when it was asked for
 * @param endedAt when it ended, whichever way
 * @param reason why it failed, for people
 */
public record MakeJob(
        long batch,
        MakeState state,
        int codesDone,
        int codes,
        Instant askedAt,
        Optional<Instant> endedAt,
        Optional<String> reason) {
    public MakeJob {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(askedAt, "askedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(reason, "reason");
    }
}
