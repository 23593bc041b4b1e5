package org.teshema.engine.device;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.engine.access.Period;

/**
 * A contract or task to be written down.
 *
 * @param version the device's version as the asker saw it
 * @param kind contract or task
 * @param organisation id of the maintenance unit or inspection body
 * @param number the parties' own number of it, 1 to 60 characters
 * @param from the first day it holds
 * @param until the last day it holds; empty for one without an end
 */
public record NewEngagement(
        int version,
        EngagementKind kind,
        long organisation,
        Optional<String> number,
        LocalDate from,
        Optional<LocalDate> until) {
    public NewEngagement {
        Objects.requireNonNull(kind, "kind");
        number = number.map(text -> Words.checked("number", text, 60));
        Objects.requireNonNull(from, "from");
        if (until.isPresent() && until.get().isBefore(from)) {
            throw Words.wrong(
                    "until",
                    "截止日 " + until.get() + " 早于起始日 " + from + "。",
                    "It ends on " + until.get() + ", before it begins on " + from + ".");
        }
    }

    Period period() {
        return new Period(Optional.of(from), until);
    }
}
