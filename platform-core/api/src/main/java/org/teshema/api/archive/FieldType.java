package org.teshema.api.archive;

import java.util.List;
import org.teshema.api.text.Text;

/**
 * What values a field takes. Sealed, because the core switches over it to validate, store, index and show.
 * Values are Java types: {@code String}, {@code Long}, {@link java.math.BigDecimal}, {@link java.time.LocalDate},
 * {@code Boolean}.
 */
public sealed interface FieldType {
    /** Free text, {@code String}; at most {@code maxLength} characters (1 to 4000), no control characters. */
    record Words(int maxLength) implements FieldType {
        public Words {
            if (maxLength < 1 || maxLength > 4000) {
                throw new IllegalArgumentException("Text length must be 1 to 4000, not " + maxLength);
            }
        }
    }

    /** A whole number, {@code Long}, within the bounds (inclusive). */
    record Whole(long min, long max) implements FieldType {}

    /** A measured quantity, {@code BigDecimal}, in the given unit, such as {@code m/s}; unit may be empty. */
    record Measure(String unit) implements FieldType {}

    /** A day, {@code LocalDate}. */
    record Day() implements FieldType {}

    /** Yes or no, {@code Boolean}. */
    record YesNo() implements FieldType {}

    /** One of a closed list, {@code String} holding the option's value. */
    record Choice(List<Option> options) implements FieldType {
        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("A choice needs at least one option");
            }
        }
    }

    /** A photo kept by the core, {@code String} holding the SM3 digest (64 hex characters) it was stored under. */
    record Photo() implements FieldType {}

    /** One option of a {@link Choice}. */
    record Option(String value, Text title) {}
}
