package org.teshema.rest.codes;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.codes.MakeJob;

/**
 * How far the making of a batch in the background is.
 *
 * @param state how it stands
 * @param codesDone codes signed and stored so far; they count when all are
 * @param codes codes of the batch
 * @param askedAt when it was asked for
 * @param endedAt when it ended, whichever way
 * @param reason why it failed
 */
public record MakeJobJson(
        String state, int codesDone, int codes, Instant askedAt, Optional<Instant> endedAt, Optional<String> reason) {
    static MakeJobJson of(MakeJob job) {
        return new MakeJobJson(
                job.state().name(), job.codesDone(), job.codes(), job.askedAt(), job.endedAt(), job.reason());
    }
}
