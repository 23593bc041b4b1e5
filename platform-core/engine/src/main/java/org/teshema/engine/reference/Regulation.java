package org.teshema.engine.reference;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * A law, order, code or plan the platform follows, in one version.
 *
 * @param number its official number
 * @param title its title
 * @param from first day in force
 * @param until last day in force, empty while it is
 * @param replaces the number of what it took the place of
 * @param sure whether the day was confirmed at its source
 */
public record Regulation(
        String number, Text title, LocalDate from, Optional<LocalDate> until, Optional<String> replaces, boolean sure) {
    public Regulation {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(replaces, "replaces");
    }

    /** Whether it is in force on that day. */
    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && until.map(u -> !day.isAfter(u)).orElse(true);
    }
}
