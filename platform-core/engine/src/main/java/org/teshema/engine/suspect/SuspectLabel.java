package org.teshema.engine.suspect;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A label that somebody took for forged.
 *
 * @param id its id
 * @param district whose it is; the city's where nobody said where it was
 * @param words what stands on it, as the first who told of it wrote it
 * @param reports how often it was told of
 * @param firstAt when for the first time
 * @param lastAt when for the last time
 * @param end what was found out; empty while it is open
 */
public record SuspectLabel(
        long id, String district, String words, long reports, Instant firstAt, Instant lastAt, Optional<End> end) {
    public SuspectLabel {
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(firstAt, "firstAt");
        Objects.requireNonNull(lastAt, "lastAt");
        Objects.requireNonNull(end, "end");
    }

    /** What was found out, by whom, and when. */
    public record End(Outcome outcome, String note, Instant at, long account) {}

    /** Where and why somebody took it for forged. */
    public record Sighting(Why why, String place, Instant at) {}
}
