package org.teshema.engine.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What decides whose an object is, by the names of its table's columns. A column nobody gave is as one that is empty: a tie over it
 * does not hold.
 */
public final class Facts {
    private final Map<String, Object> byColumn;

    private Facts(Map<String, Object> byColumn) {
        this.byColumn = byColumn;
    }

    /** No object, or one of which nothing is known. */
    public static Facts none() {
        return new Facts(Map.of());
    }

    /** With one more column; what is empty is left out. */
    public Facts and(String column, Object value) {
        Object plain = plain(value);
        if (plain == null) {
            return this;
        }
        var more = new HashMap<>(byColumn);
        more.put(column, plain);
        return new Facts(more);
    }

    Object of(String column) {
        return byColumn.get(column);
    }

    private static Object plain(Object value) {
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
