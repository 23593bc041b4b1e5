package org.teshema.engine.codes;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The children of a set being bound one after the other, scan by scan.
 *
 * @param id its number
 * @param mother the device whose children are bound
 * @param role name of the role they have
 * @param district district of the set
 * @param unit the using unit that binds
 * @param position name of the position of every label
 * @param place where that is, in words
 * @param bound how many bindings of it stand
 * @param openedAt when it began
 * @param closedAt when it ended
 */
public record Sitting(
        long id,
        long mother,
        String role,
        String district,
        Party unit,
        String position,
        String place,
        int bound,
        Instant openedAt,
        Optional<Instant> closedAt) {
    public Sitting {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(openedAt, "openedAt");
        Objects.requireNonNull(closedAt, "closedAt");
    }
}
