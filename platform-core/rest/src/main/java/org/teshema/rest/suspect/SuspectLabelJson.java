package org.teshema.rest.suspect;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.suspect.Outcome;
import org.teshema.engine.suspect.SuspectLabel;

/**
 * A label that somebody took for forged.
 *
 * @param id its id
 * @param district whose it is; the city's where nobody said where it was
 * @param words what stands on it
 * @param reports how often it was told of
 * @param firstAt when for the first time
 * @param lastAt when for the last time
 * @param outcome what was found out; absent while it is open
 * @param note the same in words
 * @param endedAt when
 * @param endedBy the account that said so
 */
public record SuspectLabelJson(
        String id,
        String district,
        String words,
        long reports,
        Instant firstAt,
        Instant lastAt,
        Optional<Outcome> outcome,
        Optional<String> note,
        Optional<Instant> endedAt,
        Optional<String> endedBy) {
    static SuspectLabelJson of(SuspectLabel label) {
        return new SuspectLabelJson(
                Long.toString(label.id()),
                label.district(),
                label.words(),
                label.reports(),
                label.firstAt(),
                label.lastAt(),
                label.end().map(SuspectLabel.End::outcome),
                label.end().map(SuspectLabel.End::note),
                label.end().map(SuspectLabel.End::at),
                label.end().map(end -> Long.toString(end.account())));
    }
}
