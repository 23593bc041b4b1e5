package org.teshema.rest.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.teshema.engine.device.Engagement;
import org.teshema.engine.device.EngagementKind;

/**
 * A contract or task of a device.
 *
 * @param id its number in the book; null for one that stood before there was a book
 * @param kind a maintenance contract or an inspection task
 * @param organisationId the maintenance unit or inspection body
 * @param organisation its name
 * @param number the parties' own number of it; only its parties and the authorities see it
 * @param from the first day it holds; null for one that has always held
 * @param until the last day it holds; null for one without an end
 * @param madeAt when it was written down
 * @param endedAt when another took its place, or the device went to another unit or district
 */
public record EngagementJson(
        Optional<String> id,
        EngagementKind kind,
        String organisationId,
        String organisation,
        Optional<String> number,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        Optional<Instant> madeAt,
        Optional<Instant> endedAt) {
    static EngagementJson of(Engagement engagement) {
        return new EngagementJson(
                engagement.id().isPresent()
                        ? Optional.of(Long.toString(engagement.id().getAsLong()))
                        : Optional.empty(),
                engagement.kind(),
                Long.toString(engagement.organisationId()),
                engagement.organisation(),
                engagement.number(),
                engagement.period().from(),
                engagement.period().until(),
                engagement.madeAt(),
                engagement.endedAt());
    }
}
