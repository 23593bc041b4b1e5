package org.teshema.api.archive;

import java.util.Objects;

/**
 * One segment 登记单元 of a registration unit, as its newest entry tells it.
 *
 * @param number what the unit calls it 管道编号, unique within the unit
 * @param values its fields, masked for whoever reads
 */
public record Segment(String number, Values values) {
    public Segment {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(values, "values");
    }
}
