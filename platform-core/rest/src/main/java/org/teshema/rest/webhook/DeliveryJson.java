package org.teshema.rest.webhook;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.webhook.Delivery;
import org.teshema.engine.webhook.DeliveryState;
import org.teshema.engine.webhook.WebhookEvent;

/**
 * A message on its way, or what became of it.
 *
 * @param id the same at every try, and in the message
 * @param event what it tells
 * @param state how far it has come
 * @param tries how often it was sent
 * @param madeAt when what it tells happened
 * @param dueAt when it is tried next, or was due last
 * @param endedAt when it was taken or given up
 * @param outcome how the last try ended: a status such as 200, or REFUSED, TOO_SLOW, TOO_MUCH or AWAY; absent before the first
 */
public record DeliveryJson(
        String id,
        WebhookEvent event,
        DeliveryState state,
        int tries,
        Instant madeAt,
        Instant dueAt,
        Optional<Instant> endedAt,
        Optional<String> outcome) {
    static DeliveryJson of(Delivery delivery) {
        return new DeliveryJson(
                Long.toString(delivery.id()),
                delivery.event(),
                delivery.state(),
                delivery.tries(),
                delivery.madeAt(),
                delivery.dueAt(),
                delivery.endedAt(),
                delivery.outcome());
    }
}
