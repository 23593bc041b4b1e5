package org.teshema.plugin.explosionproof;

import java.util.OptionalInt;

/**
 * The highest surface temperature a mark states.
 *
 * @param hottest the temperature, the highest of a range
 * @param coolest the lowest of a range, the same as the hottest where there is none
 * @param layerMm thickness in millimetres of the dust layer it was measured under, where the mark says so
 */
record Temperature(Figure hottest, Figure coolest, OptionalInt layerMm) {
    /**
     * One temperature.
     *
     * @param classNumber 1 to 6 where a class is written
     * @param celsius degrees, those of the class where no others are written
     */
    record Figure(OptionalInt classNumber, int celsius) {
        String symbol(int ofClass) {
            if (classNumber.isEmpty()) {
                return celsius + "℃";
            }
            return "T" + classNumber.getAsInt() + (celsius == ofClass ? "" : "(" + celsius + "℃)");
        }
    }

    boolean isRange() {
        return !hottest.equals(coolest);
    }
}
