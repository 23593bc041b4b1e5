package org.teshema.api.archive;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The field values of one entry, by field name, in the Java types of {@link FieldType}. Immutable; iteration is in the
 * order of names. An absent field is absent: it was not given, or the reader may not see it.
 *
 * @param byName values by field name
 */
public record Values(Map<String, Object> byName) {
    public Values {
        byName.forEach((name, value) -> {
            if (!(value instanceof String
                    || value instanceof Long
                    || value instanceof BigDecimal
                    || value instanceof LocalDate
                    || value instanceof Boolean
                    || value instanceof Ticks)) {
                throw new IllegalArgumentException("Field " + name + " has a value of an unknown type: "
                        + (value == null ? "null" : value.getClass().getName()));
            }
        });
        byName = java.util.Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** No values. */
    public static Values none() {
        return new Values(Map.of());
    }

    /** The text, choice or photo digest of that field. */
    public Optional<String> text(String name) {
        return byName.get(name) instanceof String s ? Optional.of(s) : Optional.empty();
    }

    /** The day of that field. */
    public Optional<LocalDate> day(String name) {
        return byName.get(name) instanceof LocalDate d ? Optional.of(d) : Optional.empty();
    }

    /** The whole number of that field. */
    public Optional<Long> whole(String name) {
        return byName.get(name) instanceof Long l ? Optional.of(l) : Optional.empty();
    }

    /** The measured quantity of that field. */
    public Optional<BigDecimal> measure(String name) {
        return byName.get(name) instanceof BigDecimal d ? Optional.of(d) : Optional.empty();
    }

    /** The yes or no of that field. */
    public Optional<Boolean> yesNo(String name) {
        return byName.get(name) instanceof Boolean b ? Optional.of(b) : Optional.empty();
    }

    /** The answered checklist of that field. */
    public Optional<Ticks> ticks(String name) {
        return byName.get(name) instanceof Ticks t ? Optional.of(t) : Optional.empty();
    }
}
