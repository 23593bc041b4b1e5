package org.teshema.rest.codes;

import org.teshema.engine.codes.SerialRange;
import org.teshema.rest.archive.Ids;

/**
 * Consecutive codes of one batch.
 *
 * @param batch the batch's id
 * @param first first serial, from 1
 * @param last last serial, not before the first
 */
public record RangeJson(String batch, int first, int last) {
    static RangeJson of(SerialRange range) {
        return new RangeJson(Long.toString(range.batch()), range.first(), range.last());
    }

    SerialRange toRange() {
        return new SerialRange(Ids.field("range.batch", batch), first, last);
    }
}
