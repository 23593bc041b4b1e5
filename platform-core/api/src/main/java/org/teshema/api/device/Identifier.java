package org.teshema.api.device;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the printed numbers of a device, with where it was read and how long it holds. Numbers change at transfer, so
 * none of them is a key.
 *
 * @param kind id of the number's format, such as {@code equip_code} 设备代码 or {@code use_cert} 使用登记证编号
 * @param value as printed
 * @param source who said so
 * @param from first day it holds
 * @param until last day it held, empty while it holds
 */
public record Identifier(String kind, String value, String source, LocalDate from, Optional<LocalDate> until) {
    public Identifier {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        if (until.isPresent() && until.get().isBefore(from)) {
            throw new IllegalArgumentException(
                    "Identifier " + value + " ends " + until.get() + " before it begins " + from);
        }
    }
}
