package org.teshema.plugin.pipeline;

import java.util.Comparator;
import java.util.List;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.StatutoryClock;

/**
 * What a clock shows of segments that are alike in all that it asks.
 *
 * @param lines the segments, in the order of the table; never empty
 */
record Judged(ClockReading reading, List<Line> lines) {
    /** What asks for most attention first, then what is due first; the table's order otherwise. */
    static final Comparator<Judged> WEIGHTIEST_FIRST =
            Comparator.comparing(Judged::reading, StatutoryClock.WEIGHTIEST_FIRST);

    /** The first of them. */
    Line line() {
        return lines.get(0);
    }
}
