package org.teshema.engine.device;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.engine.access.Period;

/**
 * A contract or task of a device, as it was written down.
 *
 * @param id its number in the book; empty for one that stood before there was a book
 * @param kind contract or task
 * @param organisationId id of the maintenance unit or inspection body
 * @param organisation its name
 * @param number the parties' own number of it; only its parties and the authorities see it
 * @param period the days it was to hold
 * @param madeAt when it was written down
 * @param endedAt when another took its place, or the device went to another unit or district
 */
public record Engagement(
        OptionalLong id,
        EngagementKind kind,
        long organisationId,
        String organisation,
        Optional<String> number,
        Period period,
        Optional<Instant> madeAt,
        Optional<Instant> endedAt) {
    /** Whether it holds on that day. */
    public boolean holdsOn(LocalDate day) {
        return endedAt.isEmpty() && period.holdsOn(day);
    }

    Engagement withoutNumber() {
        return new Engagement(id, kind, organisationId, organisation, Optional.empty(), period, madeAt, endedAt);
    }
}
