package org.teshema.rest.codes;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.codes.HandOver;
import org.teshema.engine.codes.HandOverState;

/**
 * A range of codes on its way from one holder to the next.
 *
 * @param id its id
 * @param district district of the receiver
 * @param range what is handed over
 * @param from the giver
 * @param to the receiver
 * @param state how it stands
 * @param offeredAt when it was offered
 * @param answeredAt when it was accepted, refused or withdrawn
 * @param reason why it was refused or withdrawn
 * @param version to be sent with the answer
 */
public record HandOverJson(
        String id,
        String district,
        RangeJson range,
        PartyJson from,
        PartyJson to,
        HandOverState state,
        Instant offeredAt,
        Optional<Instant> answeredAt,
        Optional<String> reason,
        int version) {
    static HandOverJson of(HandOver handOver) {
        return new HandOverJson(
                Long.toString(handOver.id()),
                handOver.district(),
                RangeJson.of(handOver.range()),
                PartyJson.of(handOver.from()),
                PartyJson.of(handOver.to()),
                handOver.state(),
                handOver.offeredAt(),
                handOver.answeredAt(),
                handOver.reason(),
                handOver.version());
    }
}
