package org.teshema.engine.device;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A printed number to be entered.
 *
 * @param kind id of its format
 * @param value as printed
 * @param source who said so, 1 to 60 characters
 * @param from first day it holds; empty for today
 * @param until last day it held
 */
public record NewIdentifier(
        String kind, String value, String source, Optional<LocalDate> from, Optional<LocalDate> until) {
    public NewIdentifier {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        if (source.isBlank() || source.length() > 60) {
            throw Words.wrong("identifiers", "编号来源为 1 至 60 个字符。", "The source of a number has 1 to 60 characters.");
        }
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw Words.wrong(
                    "identifiers",
                    "编号“" + value + "”的截止日 " + until.get() + " 早于起始日 " + from.get() + "。",
                    "The number " + value + " ends " + until.get() + ", before it begins " + from.get() + ".");
        }
    }
}
