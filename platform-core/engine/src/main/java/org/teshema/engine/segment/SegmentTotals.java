package org.teshema.engine.segment;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * What some segments come to.
 *
 * @param district six-character id of the district they are in
 * @param category four characters of the catalogue
 * @param segmentClass their class, such as GC1; empty where none is recorded
 * @param count how many there are
 * @param kilometres how long they are together, as the city counts pipelines
 */
public record SegmentTotals(
        String district, String category, Optional<String> segmentClass, long count, BigDecimal kilometres) {
    public SegmentTotals {
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(segmentClass, "segmentClass");
        Objects.requireNonNull(kilometres, "kilometres");
    }

    /** Kilometres of so many metres, without idle zeros. */
    static BigDecimal kilometres(BigDecimal metres) {
        BigDecimal kilometres = metres.movePointLeft(3).stripTrailingZeros();
        return kilometres.scale() < 0 ? kilometres.setScale(0) : kilometres;
    }
}
