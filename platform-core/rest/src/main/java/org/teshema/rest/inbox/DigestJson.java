package org.teshema.rest.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.teshema.api.text.Language;
import org.teshema.engine.digest.Digest;

/**
 * What the inbox of the asker's organisation came to on a day; numbers only.
 *
 * @param day the day in the city
 * @param since from when on an item counts as new
 * @param until until when it does
 * @param open how many items nobody had dealt with
 * @param added how many came since the digest before
 * @param overdue how many had been open for too long
 * @param lines the same by kind
 */
public record DigestJson(
        LocalDate day, Instant since, Instant until, long open, long added, long overdue, List<LineJson> lines) {
    /**
     * How many items of a kind.
     *
     * @param part open, new or overdue
     * @param kind name of the kind of entry
     * @param title what that kind is called
     * @param items how many
     */
    public record LineJson(String part, String kind, String title, long items) {
        static LineJson of(Digest.Line line, Language language) {
            return new LineJson(line.part().word(), line.kind(), line.title().in(language), line.items());
        }
    }

    static DigestJson of(Digest digest, Language language) {
        return new DigestJson(
                digest.day(),
                digest.since(),
                digest.until(),
                digest.items(Digest.Part.OPEN),
                digest.items(Digest.Part.NEW),
                digest.items(Digest.Part.OVERDUE),
                digest.lines().stream().map(line -> LineJson.of(line, language)).toList());
    }
}
