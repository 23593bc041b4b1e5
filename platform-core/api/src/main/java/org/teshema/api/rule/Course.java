package org.teshema.api.rule;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link StatutoryClock} counts from: when a life began, what was last done, and the fields that a rule's conditions
 * ask about. A plugin whose parts have clocks of their own, such as the segments of a pipeline, makes one for each part.
 *
 * @param began when it began, or nothing where that is not known
 * @param last what was done last since then, or nothing
 * @param facts values of the fields considered, by field name; a field without a value is left out
 */
public record Course(Optional<Done> began, Optional<Done> last, Map<String, Fact> facts) {
    public Course {
        Objects.requireNonNull(began, "began");
        Objects.requireNonNull(last, "last");
        facts = Map.copyOf(facts);
    }

    /**
     * Something that was done: an inspection, a testing, a check.
     *
     * @param on the day it was done
     * @param failed whether it ended with a failure
     * @param due the day it had been due, where the record says so
     * @param next the day that the record names as the next one, where it does
     */
    public record Done(LocalDate on, boolean failed, Optional<LocalDate> due, Optional<LocalDate> next) {
        public Done {
            Objects.requireNonNull(on, "on");
            Objects.requireNonNull(due, "due");
            Objects.requireNonNull(next, "next");
        }

        /** Done on that day, with nothing else known of it. */
        public static Done on(LocalDate day) {
            return new Done(day, false, Optional.empty(), Optional.empty());
        }
    }
}
