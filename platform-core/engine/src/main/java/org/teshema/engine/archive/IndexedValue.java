package org.teshema.engine.archive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How a value stands in the typed index: as text whose order is the order of the values. Days are ISO dates, numbers have
 * 31 digits counted from the least number there can be, yes and no are {@code true} and {@code false}.
 */
final class IndexedValue {
    /** Longest text that is indexed; a longer one is kept with its entry and cannot be searched. */
    static final int LONGEST = 64;

    static final String INSERT = "insert into entry_value (kind, field, sort_value, entry_id) values (?, ?, ?, ?)";

    private static final BigInteger LEAST = BigInteger.TEN.pow(30);

    private IndexedValue() {}

    /** The text of a value; empty when it is not indexed. */
    static Optional<String> of(Object value) {
        if (value instanceof String text) {
            return text.length() > LONGEST ? Optional.empty() : Optional.of(text);
        }
        if (value instanceof LocalDate day) {
            return Optional.of(day.toString());
        }
        if (value instanceof Boolean yesNo) {
            return Optional.of(yesNo.toString());
        }
        BigDecimal number = value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
        BigInteger counted =
                number.setScale(8, RoundingMode.DOWN).unscaledValue().add(LEAST);
        String digits = counted.toString();
        return Optional.of("0".repeat(31 - digits.length()) + digits);
    }
}
