package org.teshema.rest.codes;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.codes.PrintJob;

/**
 * How far the printing of a batch is.
 *
 * @param state how it stands
 * @param labelsDone labels drawn and read back so far
 * @param labels labels of the batch
 * @param askedAt when it was asked for
 * @param endedAt when it ended, whichever way
 * @param reason why it failed or was called off
 */
public record PrintJobJson(
        String state, int labelsDone, int labels, Instant askedAt, Optional<Instant> endedAt, Optional<String> reason) {
    static PrintJobJson of(PrintJob job) {
        return new PrintJobJson(
                job.state().name(), job.labelsDone(), job.labels(), job.askedAt(), job.endedAt(), job.reason());
    }
}
