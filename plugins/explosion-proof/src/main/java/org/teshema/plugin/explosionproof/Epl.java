package org.teshema.plugin.explosionproof;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Equipment protection level 设备保护级别 (GB/T 3836.1-2021); within an atmosphere the first is the highest. */
enum Epl {
    MA(Atmosphere.MINE),
    MB(Atmosphere.MINE),
    GA(Atmosphere.GAS),
    GB(Atmosphere.GAS),
    GC(Atmosphere.GAS),
    DA(Atmosphere.DUST),
    DB(Atmosphere.DUST),
    DC(Atmosphere.DUST);

    private final Atmosphere atmosphere;

    Epl(Atmosphere atmosphere) {
        this.atmosphere = atmosphere;
    }

    Atmosphere atmosphere() {
        return atmosphere;
    }

    /** As printed: {@code Gb}. */
    String symbol() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** Whether it protects less than the other, both of one atmosphere. */
    boolean weakerThan(Epl other) {
        return compareTo(other) > 0;
    }

    Epl weaker(Epl other) {
        return weakerThan(other) ? this : other;
    }

    /** The level written so, in any case of letters. */
    static Optional<Epl> of(String written) {
        return Arrays.stream(values())
                .filter(epl -> epl.name().equalsIgnoreCase(written))
                .findFirst();
    }
}
