package org.teshema.rest.codes;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.codes.Sitting;

/**
 * The children of a set being bound one after the other.
 *
 * @param id its id
 * @param mother id of the mother device
 * @param role name of the role of the children
 * @param district district of the set
 * @param unit the using unit that binds
 * @param position name of the position of every label
 * @param place where that is, in words
 * @param bound how many bindings of it stand
 * @param openedAt when it began
 * @param closedAt when it ended
 */
public record SittingJson(
        String id,
        String mother,
        String role,
        String district,
        PartyJson unit,
        String position,
        String place,
        int bound,
        Instant openedAt,
        Optional<Instant> closedAt) {
    static SittingJson of(Sitting sitting) {
        return new SittingJson(
                Long.toString(sitting.id()),
                Long.toString(sitting.mother()),
                sitting.role(),
                sitting.district(),
                PartyJson.of(sitting.unit()),
                sitting.position(),
                sitting.place(),
                sitting.bound(),
                sitting.openedAt(),
                sitting.closedAt());
    }
}
