package org.teshema.api.archive;

import java.util.Objects;

/**
 * One segment 登记单元 of a registration unit, as its newest entry tells it.
 *
 * @param number what the unit calls it 管道编号, unique within the unit
 * @param values its fields, masked for whoever reads
 */
public record Segment(String number, Values values) {
    /** The field of every kind of segment that holds its number: required words. */
    public static final String NUMBER = "number";
    /** The field that holds its length in metres, a measure: what totals add up. */
    public static final String LENGTH = "length";
    /** The field that holds its class, such as GC1, a choice: what totals are kept by. */
    public static final String CLASS = "class";

    public Segment {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(values, "values");
    }
}
