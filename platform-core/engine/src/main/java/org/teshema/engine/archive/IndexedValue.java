package org.teshema.engine.archive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.engine.problem.Problem;

/**
 * How a value stands in the typed index: as text whose order is the order of the values. Days are ISO dates, numbers have
 * 31 digits counted from the least number there can be, yes and no are {@code true} and {@code false}.
 */
public final class IndexedValue {
    /** Fields of longer texts and checklists are kept with their entries and not indexed: they are read, not looked up. */
    static final int LONGEST = 64;

    static final String INSERT = "insert into entry_value (kind, field, sort_value, entry_id) values (?, ?, ?, ?)";

    private static final BigInteger LEAST = BigInteger.TEN.pow(30);

    private IndexedValue() {}

    /** Whether values of that type are indexed. */
    static boolean indexes(FieldType type) {
        return type instanceof FieldType.Words words
                ? words.maxLength() <= LONGEST
                : !(type instanceof FieldType.Checklist);
    }

    /** The text of a value of a field of that kind; empty when it is not indexed. */
    static Optional<String> of(EntryKind kind, String field, Object value) {
        return kind.field(field).filter(f -> indexes(f.type())).map(f -> of(value));
    }

    /**
     * The text of a value as people write it, to look for.
     *
     * @throws IllegalArgumentException when the field is not indexed, or it is no value of it
     */
    public static String bound(Field field, String raw) {
        if (!indexes(field.type())) {
            throw new IllegalArgumentException(field.name() + " holds long texts or a list and cannot be searched");
        }
        try {
            return of(ValueReader.one(field, raw));
        } catch (Problem e) {
            throw new IllegalArgumentException(e.detail().en(), e);
        }
    }

    /** The text of a value that is indexed. */
    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof LocalDate day) {
            return day.toString();
        }
        if (value instanceof Boolean yesNo) {
            return yesNo.toString();
        }
        BigDecimal number = value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
        BigInteger counted =
                number.setScale(8, RoundingMode.DOWN).unscaledValue().add(LEAST);
        String digits = counted.toString();
        return "0".repeat(31 - digits.length()) + digits;
    }
}
