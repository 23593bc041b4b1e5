package org.teshema.engine.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.teshema.api.text.Text;

/**
 * What an organisation's inbox came to on a day, by its hour, however late it was made. Numbers only.
 *
 * @param day the day in the city
 * @param since from when on an item counts as new: when the digest before ended
 * @param until until when it does
 * @param lines by part and kind
 */
public record Digest(LocalDate day, Instant since, Instant until, List<Line> lines) {
    public Digest {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
        lines = List.copyOf(lines);
    }

    /** What is counted. */
    public enum Part {
        /** What nobody had dealt with and should have: by its own day, or for too long. */
        OVERDUE,
        /** What came since the digest before, dealt with or not. */
        NEW,
        /** What nobody had dealt with. */
        OPEN;

        /** As it stands in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How many items of a kind.
     *
     * @param part what is counted
     * @param kind name of the kind of entry
     * @param title what that kind is called
     * @param items how many
     */
    public record Line(Part part, String kind, Text title, long items) {
        public Line {
            Objects.requireNonNull(part, "part");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(title, "title");
        }
    }

    /** How many items a part has in all. */
    public long items(Part part) {
        return lines.stream()
                .filter(line -> line.part() == part)
                .mapToLong(Line::items)
                .sum();
    }
}
