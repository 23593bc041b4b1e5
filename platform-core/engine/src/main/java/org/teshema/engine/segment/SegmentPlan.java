package org.teshema.engine.segment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Values;

/**
 * What a new table changes of the one that stands.
 *
 * @param added segments that are new, or begin again after they ended
 * @param changed segments that stand with other values
 * @param moved segments that stand with the same values at another place
 * @param ended segments that the new table does not hold
 * @param unchanged how many stay as they are, moved ones included
 * @param segments the new table
 */
record SegmentPlan(
        List<Step> added,
        List<Step> changed,
        List<Step> moved,
        List<SegmentRow> ended,
        int unchanged,
        List<Segment> segments) {

    /** A segment at its place in the new table, from a row of the file. */
    record Step(int row, int ordinal, String number, Values values) {}

    static SegmentPlan of(EntryKind kind, SegmentSheet.Content content, List<SegmentRow> standing, Set<String> seen) {
        Map<String, SegmentRow> left = new LinkedHashMap<>();
        standing.forEach(row -> left.put(row.number(), row));
        var added = new ArrayList<Step>();
        var changed = new ArrayList<Step>();
        var moved = new ArrayList<Step>();
        var segments = new ArrayList<Segment>();
        int unchanged = 0;
        int ordinal = 0;
        for (SegmentSheet.Taken row : content.rows()) {
            ordinal++;
            Optional<SegmentRow> before = Optional.ofNullable(left.remove(row.number()));
            Values values = SegmentSheet.over(kind, content, row, before.map(SegmentRow::values), seen);
            var step = new Step(row.row(), ordinal, row.number(), values);
            segments.add(new Segment(row.number(), values));
            if (before.isEmpty()) {
                added.add(step);
            } else if (!before.get().kind().equals(kind.name())
                    || !same(before.get().values(), values)) {
                changed.add(step);
            } else {
                unchanged++;
                if (before.get().ordinal() != ordinal) {
                    moved.add(step);
                }
            }
        }
        return new SegmentPlan(added, changed, moved, List.copyOf(left.values()), unchanged, segments);
    }

    /** Whether two say the same: 1.50 m is 1.5 m. */
    private static boolean same(Values one, Values other) {
        return plain(one).equals(plain(other));
    }

    private static Map<String, Object> plain(Values values) {
        var plain = new HashMap<>(values.byName());
        plain.replaceAll((name, value) -> value instanceof BigDecimal number ? number.stripTrailingZeros() : value);
        return plain;
    }

    /** The rows that a plugin looks at. */
    List<Step> written() {
        var written = new ArrayList<>(added);
        written.addAll(changed);
        return written;
    }

    boolean changesAnything() {
        return !added.isEmpty() || !changed.isEmpty() || !moved.isEmpty() || !ended.isEmpty();
    }

    BigDecimal length() {
        return segments.stream()
                .map(segment -> SegmentSheet.length(segment.values().byName()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
