package org.teshema.engine.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * The days a relation holds, in the city; both ends are days on which it does.
 *
 * @param from the first day; empty for one that has always held
 * @param until the last day; empty for one without an end
 */
public record Period(Optional<LocalDate> from, Optional<LocalDate> until) {
    /** Without a beginning and without an end. */
    public static final Period OPEN = new Period(Optional.empty(), Optional.empty());

    public Period {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new IllegalArgumentException("it ends on " + until.get() + ", before it begins on " + from.get());
        }
    }

    /** That of the columns {@code <name>_from} and {@code <name>_until}. */
    static Period of(ResultSet row, String name) throws SQLException {
        return new Period(
                Optional.ofNullable(row.getObject(name + "_from", LocalDate.class)),
                Optional.ofNullable(row.getObject(name + "_until", LocalDate.class)));
    }

    /** Whether it has begun on that day, be it over or not. */
    public boolean hasBegun(LocalDate day) {
        return from.isEmpty() || !from.get().isAfter(day);
    }

    /** Whether it holds on that day. */
    public boolean holdsOn(LocalDate day) {
        return hasBegun(day) && (until.isEmpty() || !until.get().isBefore(day));
    }
}
