package org.teshema.engine.archive;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One row of the typed index. Texts longer than {@value #LONGEST_WORDS} characters are kept with the entry but not indexed.
 *
 * @param words a text, a choice, a photo's digest, or {@code true} and {@code false}
 * @param number a whole number or a measure
 * @param day a day
 */
record IndexedValue(Optional<String> words, Optional<BigDecimal> number, Optional<LocalDate> day) {
    static final int LONGEST_WORDS = 200;

    static final String INSERT =
            "insert into entry_value (entry_id, field, kind, words, number, day) values (?, ?, ?, ?, ?, ?)";

    /** The index row of a value; empty when it is not indexed. */
    static Optional<IndexedValue> of(Object value) {
        if (value instanceof String text) {
            return text.length() > LONGEST_WORDS ? Optional.empty() : Optional.of(words(text));
        }
        if (value instanceof Boolean yesNo) {
            return Optional.of(words(yesNo.toString()));
        }
        if (value instanceof LocalDate day) {
            return Optional.of(new IndexedValue(Optional.empty(), Optional.empty(), Optional.of(day)));
        }
        BigDecimal number = value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
        return Optional.of(new IndexedValue(Optional.empty(), Optional.of(number), Optional.empty()));
    }

    private static IndexedValue words(String text) {
        return new IndexedValue(Optional.of(text), Optional.empty(), Optional.empty());
    }

    void bind(PreparedStatement insert, long entry, String field, String kind) throws SQLException {
        insert.setLong(1, entry);
        insert.setString(2, field);
        insert.setString(3, kind);
        insert.setString(4, words.orElse(null));
        insert.setBigDecimal(5, number.orElse(null));
        insert.setObject(6, day.orElse(null));
    }
}
