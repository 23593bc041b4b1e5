package org.teshema.api.rule;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * One rule of the trade as data.
 *
 * @param id stable id, such as {@code lift-T7001}
 * @param title what it asks
 * @param source number and clause of the text it comes from, such as {@code TSG T7001-2023}
 * @param from first day it holds
 * @param until last day it held, empty while it holds
 * @param sure whether the figure was confirmed at its source; an unsure rule says so wherever it is shown
 * @param parameters figures by name, such as {@code months=12}
 */
public record Rule(
        String id,
        Text title,
        String source,
        LocalDate from,
        Optional<LocalDate> until,
        boolean sure,
        Map<String, String> parameters) {
    public Rule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        parameters = Map.copyOf(parameters);
    }

    /** Whether the rule holds on that day. */
    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && until.map(u -> !day.isAfter(u)).orElse(true);
    }
}
