package org.teshema.rest.archive;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.teshema.engine.segment.SegmentTotals;

/**
 * What segments come to.
 *
 * @param count how many there are
 * @param kilometres how long they are together
 * @param parts the same by district, category and class
 */
public record SegmentTotalsJson(long count, BigDecimal kilometres, List<SegmentSumJson> parts) {
    /**
     * Segments of one district, category and class.
     *
     * @param district six-character id of the district
     * @param category four characters of the catalogue
     * @param segmentClass their class, such as GC1; left out where none is recorded
     * @param count how many there are
     * @param kilometres how long they are together
     */
    public record SegmentSumJson(
            String district, String category, Optional<String> segmentClass, long count, BigDecimal kilometres) {}

    static SegmentTotalsJson of(List<SegmentTotals> totals) {
        return new SegmentTotalsJson(
                totals.stream().mapToLong(SegmentTotals::count).sum(),
                totals.stream().map(SegmentTotals::kilometres).reduce(BigDecimal.ZERO, BigDecimal::add),
                totals.stream()
                        .map(one -> new SegmentSumJson(
                                one.district(), one.category(), one.segmentClass(), one.count(), one.kilometres()))
                        .toList());
    }
}
