package org.teshema.engine.codes;

import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * Consecutive codes of one batch 号段.
 *
 * @param batch the batch
 * @param first first serial, from 1
 * @param last last serial, not before the first
 */
public record SerialRange(long batch, int first, int last) {
    public SerialRange {
        Given.id(batch, "batch");
        Given.within(first, "first", 1, Batches.MOST);
        Given.within(last, "last", 1, Batches.MOST);
        if (last < first) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "last",
                    "号段的止号 " + last + " 不能小于起号 " + first + "。",
                    "The last serial " + last + " of a range must not be before its first, " + first + ".");
        }
    }

    /** How many codes it has. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return batch + ":" + first + "-" + last;
    }
}
