package org.teshema.api.rule;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * What one statutory clock of a device shows on a day.
 *
 * @param clock stable name of the clock, such as {@code inspection}
 * @param title shown to people, such as 定期检验
 * @param status never guessed: UNKNOWN where the archive does not hold what the rule needs
 * @param due the next day something is due; empty where none can be given
 * @param basis the rule and the facts that gave the answer, for people
 * @param rule id of the rule applied, empty where none applied
 */
public record ClockReading(
        String clock, Text title, DueStatus status, Optional<LocalDate> due, Text basis, Optional<String> rule) {
    public ClockReading {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(rule, "rule");
    }
}
