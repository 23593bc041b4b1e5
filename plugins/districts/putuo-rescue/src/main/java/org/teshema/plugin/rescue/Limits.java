package org.teshema.plugin.rescue;

import java.time.LocalDate;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rulebook;

/**
 * The limits that held on a day, in minutes from the alarm.
 *
 * @param notice by when the maintenance unit must know
 * @param arrival by when it must be there
 */
record Limits(Optional<Integer> notice, Optional<Integer> arrival) {
    static Limits of(Rulebook rules, CatalogueCode category, LocalDate day) {
        return new Limits(
                minutes(rules, "rescue-notice", category, day), minutes(rules, "rescue-arrival", category, day));
    }

    private static Optional<Integer> minutes(Rulebook rules, String topic, CatalogueCode category, LocalDate day) {
        return rules.governing(topic, category, day).map(rule -> rule.number("minutes"));
    }

    /** Whether a rescue kept both. */
    boolean keptBy(Rescue rescue) {
        return notice.map(most -> rescue.notified() <= most).orElse(true)
                && arrival.map(most -> rescue.arrived() <= most).orElse(true);
    }
}
