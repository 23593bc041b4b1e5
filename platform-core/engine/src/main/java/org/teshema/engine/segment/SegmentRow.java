package org.teshema.engine.segment;

import java.util.Objects;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Values;
import org.teshema.engine.access.Mask;
import org.teshema.engine.gate.PluginTable;

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

    /** The segment with only what that audience may see. */
    public Segment masked(PluginTable kinds, Audience reader) {
        return new Segment(
                number,
                kinds.kind(kind).map(known -> Mask.of(values, known, reader)).orElseGet(Values::none));
    }

    SegmentRow with(Values seen) {
        return new SegmentRow(number, ordinal, kind, seen, entry);
    }
}
