package org.teshema.engine.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.teshema.engine.access.Scope;

/**
 * What a digest counts as new or as overdue. The condition that counts it lists it on any later day: what was dealt with since the digest
 * ended was still open then.
 *
 * @param part new or overdue
 * @param day of the digest
 * @param since from when on an item counts as new
 * @param until when the digest ended
 * @param old what came before and has no day of its own is overdue
 */
public record Counted(Digest.Part part, LocalDate day, Instant since, Instant until, Instant old) {
    public Counted {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(old, "old");
        if (part == Digest.Part.OPEN) {
            throw new IllegalArgumentException("What is open is listed as it is now");
        }
    }

    /** Those of these items, {@code i} with their entries {@code e}. */
    public Scope items(Scope these) {
        return part == Digest.Part.NEW
                ? these.and("e.recorded_at >= ? and e.recorded_at < ?", since, until)
                : these.and(
                        "(i.state = 'OPEN' or i.done_at >= ?)"
                                + " and (i.due_on < ? or i.due_on is null and e.recorded_at < ?)",
                        until,
                        day,
                        old);
    }

    /** Those of these suspect labels {@code s}. */
    public Scope labels(Scope these) {
        return part == Digest.Part.NEW
                ? these.and("s.first_at >= ? and s.first_at < ?", since, until)
                : these.and("(s.alive = 1 or s.ended_at >= ?) and s.first_at < ?", until, old);
    }
}
