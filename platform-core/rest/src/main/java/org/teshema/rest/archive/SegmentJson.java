package org.teshema.rest.archive;

import java.util.Map;
import org.teshema.engine.segment.SegmentRow;

/**
 * A segment of a registration unit, with the fields the asker may see.
 *
 * @param number what the unit calls it
 * @param ordinal its place in the unit's table, from 1
 * @param kind name of the entry kind it is kept by
 * @param values its fields by name
 * @param entryId its newest entry
 */
public record SegmentJson(String number, int ordinal, String kind, Map<String, Object> values, String entryId) {
    static SegmentJson of(SegmentRow row) {
        return new SegmentJson(
                row.number(), row.ordinal(), row.kind(), row.values().byName(), Long.toString(row.entry()));
    }
}
