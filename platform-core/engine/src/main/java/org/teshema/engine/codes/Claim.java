package org.teshema.engine.codes;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Codes that were given out to a using unit 领码.
 *
 * @param id its number
 * @param district district the codes are used in
 * @param range which codes
 * @param from who gave them out
 * @param unit the using unit that got them
 * @param device the device they are for, where they were given out for one
 * @param reason why it was done this way, where that had to be said
 * @param givenAt when
 */
public record Claim(
        long id,
        String district,
        SerialRange range,
        Party from,
        Party unit,
        Optional<Long> device,
        Optional<String> reason,
        Instant givenAt) {
    public Claim {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(unit, "unit");
    }
}
