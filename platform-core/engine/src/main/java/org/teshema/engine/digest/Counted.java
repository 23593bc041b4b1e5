package org.teshema.engine.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.teshema.engine.access.Scope;

/**
 * What a part of a digest counts. The condition that counts it lists it on any later day: what was dealt with since the digest ended was
 * still open then, and what came since was not there.
 *
 * @param part of the digest
 * @param day of the digest
 * @param since from when on an item counts as new
 * @param until when the digest ended
 * @param old what came before and has no day of its own is overdue
 */
public record Counted(Digest.Part part, LocalDate day, Instant since, Instant until, Instant old) {
    public Counted {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(old, "old");
    }

    /** Those of these items, {@code i} with their entries {@code e}. */
    public Scope items(Scope these) {
        Scope there = these.and("e.recorded_at < ?", until);
        if (part == Digest.Part.NEW) {
            return there.and("e.recorded_at >= ?", since);
        }
        Scope open = there.and("(i.state = 'OPEN' or i.done_at >= ?)", until);
        return part == Digest.Part.OPEN
                ? open
                : open.and("(i.due_on < ? or i.due_on is null and e.recorded_at < ?)", day, old);
    }

    /** Those of these suspect labels {@code s}. */
    public Scope labels(Scope these) {
        Scope there = these.and("s.first_at < ?", until);
        if (part == Digest.Part.NEW) {
            return there.and("s.first_at >= ?", since);
        }
        Scope open = there.and("(s.alive = 1 or s.ended_at >= ?)", until);
        return part == Digest.Part.OPEN ? open : open.and("s.first_at < ?", old);
    }
}
