package org.teshema.plugin.pipeline;

import java.util.Comparator;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.StatutoryClock;

/** A segment and what a clock shows of it. */
record Judged(Line line, ClockReading reading) {
    /** What asks for most attention first, then what is due first; the table's order otherwise. */
    static final Comparator<Judged> WEIGHTIEST_FIRST =
            Comparator.comparing(Judged::reading, StatutoryClock.WEIGHTIEST_FIRST);
}
