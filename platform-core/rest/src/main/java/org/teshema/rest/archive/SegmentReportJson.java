package org.teshema.rest.archive;

import java.math.BigDecimal;
import java.util.List;
import org.teshema.api.text.Language;
import org.teshema.engine.segment.SegmentReport;

/**
 * What a table of segments did, or with {@code dry-run} would do.
 *
 * @param added segments that the unit did not have
 * @param changed segments that another thing is recorded of now
 * @param ended segments that the table does not hold any more
 * @param unchanged segments of which nothing was written
 * @param metres length of all segments of the table together
 * @param faults why the table cannot be taken in; empty where it can
 */
public record SegmentReportJson(
        int added, int changed, int ended, int unchanged, BigDecimal metres, List<SegmentFaultJson> faults) {
    /**
     * Something that cannot be taken in.
     *
     * @param row the row of the file, from 1; 0 for the table as a whole
     * @param column title of the column
     * @param field name of the field
     * @param message what was wrong and what was expected
     */
    public record SegmentFaultJson(int row, String column, String field, String message) {}

    static SegmentReportJson of(SegmentReport report, Language language) {
        return new SegmentReportJson(
                report.added(),
                report.changed(),
                report.ended(),
                report.unchanged(),
                report.length(),
                report.faults().stream()
                        .map(fault -> new SegmentFaultJson(
                                fault.row(),
                                fault.column(),
                                fault.field(),
                                fault.words().in(language)))
                        .toList());
    }
}
