package org.teshema.engine.codes;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A range of codes on its way from one holder to the next. Both confirm it: one by offering, the other by accepting.
 *
 * @param id its number
 * @param district district of the receiver
 * @param range what is handed over
 * @param from the giver
 * @param to the receiver
 * @param state how it stands
 * @param offeredAt when it was offered
 * @param answeredAt when it was accepted, refused or withdrawn
 * @param reason why it was refused or withdrawn
 * @param version optimistic-lock version
 */
public record HandOver(
        long id,
        String district,
        SerialRange range,
        Party from,
        Party to,
        HandOverState state,
        Instant offeredAt,
        Optional<Instant> answeredAt,
        Optional<String> reason,
        int version) {
    public HandOver {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(state, "state");
    }
}
