package org.teshema.api.code;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What a plugin may know of the code that was scanned.
 *
 * @param number the short number for people, as digits without spaces
 * @param state where it stands in its life
 * @param madeOn the day it was made
 * @param district the district that holds or supervises it
 */
public record CodeFacts(String number, CodeState state, LocalDate madeOn, String district) {
    public CodeFacts {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(madeOn, "madeOn");
        Objects.requireNonNull(district, "district");
    }
}
