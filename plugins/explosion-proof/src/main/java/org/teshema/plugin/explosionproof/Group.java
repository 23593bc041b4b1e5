package org.teshema.plugin.explosionproof;

import java.util.Optional;

/**
 * Equipment group 设备类别: I, II, IIA to IIC, III, IIIA to IIIC.
 *
 * @param atmosphere I, II and III as what they stand for
 * @param subgroup 1 to 3 for A to C, 0 for none
 * @param besides the gas it is good for beyond its subgroup, as in IIB+H2
 * @param only the one gas it is good for, as in II(NH3)
 */
record Group(Atmosphere atmosphere, int subgroup, Optional<Gas> besides, Optional<Gas> only) {
    String symbol() {
        String roman = switch (atmosphere) {
            case MINE -> "I";
            case GAS -> "II";
            case DUST -> "III";
        };
        return roman
                + letter(subgroup)
                + besides.map(gas -> "+" + gas.name()).orElse("")
                + only.map(gas -> "(" + gas.name() + ")").orElse("");
    }

    /** The letter of a subgroup; nothing for none. */
    static String letter(int subgroup) {
        return subgroup == 0 ? "" : String.valueOf((char) ('A' + subgroup - 1));
    }
}
