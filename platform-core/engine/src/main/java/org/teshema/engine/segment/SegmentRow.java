package org.teshema.engine.segment;

import java.util.Objects;
import org.teshema.api.archive.Values;

/**
 * A segment as it stands.
 *
 * @param number its number, unique within the unit
 * @param ordinal its place in the unit's table, from 1
 * @param kind name of the entry kind it is kept by
 * @param values its fields
 * @param entry id of its newest entry
 */
public record SegmentRow(String number, int ordinal, String kind, Values values, long entry) {
    public SegmentRow {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(values, "values");
    }

    SegmentRow with(Values seen) {
        return new SegmentRow(number, ordinal, kind, seen, entry);
    }
}
