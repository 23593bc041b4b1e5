package org.teshema.engine.segment;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a table of segments did, or would do.
 *
 * @param added segments that the unit did not have
 * @param changed segments that another thing is recorded of now
 * @param ended segments that the table does not hold any more
 * @param unchanged segments of which nothing was written
 * @param length metres of all segments of the table together
 * @param faults why it cannot be taken in, at most {@value SegmentTable#MOST_TOLD}; empty where it can
 */
public record SegmentReport(
        int added, int changed, int ended, int unchanged, BigDecimal length, List<SegmentFault> faults) {
    public SegmentReport {
        faults = List.copyOf(faults);
    }
}
