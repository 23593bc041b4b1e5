package org.teshema.engine.webhook;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A message on its way, or what became of it.
 *
 * @param id the same at every try: what the other side knows a repetition by
 * @param event what it tells
 * @param state how far it has come
 * @param tries how often it was sent
 * @param madeAt when what it tells happened
 * @param dueAt when it is tried next, or was due last
 * @param endedAt when it was taken or given up
 * @param outcome how the last try ended: a status such as 200, or why there was none; empty before the first
 */
public record Delivery(
        long id,
        WebhookEvent event,
        DeliveryState state,
        int tries,
        Instant madeAt,
        Instant dueAt,
        Optional<Instant> endedAt,
        Optional<String> outcome) {
    public Delivery {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(madeAt, "madeAt");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(outcome, "outcome");
    }
}
