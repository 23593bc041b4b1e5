package org.teshema.engine.scan;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.code.CodeState;

/**
 * What is shown of the code itself.
 *
 * @param id its identity, 20 hexadecimal digits
 * @param number its number for people, 13 digits; empty while the register cannot be read
 * @param state where it stands in its life; empty while the register cannot be read
 * @param madeOn the day it was made
 * @param district the district that holds it, empty while the register cannot be read
 * @param replacedBy number of the code that took its place
 * @param post the code post along a line that bears it, where it is not the device's own code
 * @param heldByCaller whether it was given out to the reader's own unit, which then binds it
 */
public record CodeCard(
        String id,
        Optional<String> number,
        Optional<CodeState> state,
        LocalDate madeOn,
        Optional<String> district,
        Optional<String> replacedBy,
        Optional<CodePost> post,
        boolean heldByCaller) {
    public CodeCard {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(madeOn, "madeOn");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(replacedBy, "replacedBy");
        Objects.requireNonNull(post, "post");
    }

    /** The first eight digits of the id, to tell two codes apart where no number is known. */
    public String shortId() {
        return id.substring(0, 8);
    }
}
