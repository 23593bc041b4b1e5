package org.teshema.rest.webhook;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.webhook.Webhook;

/**
 * Where messages of the asker's organisation are sent.
 *
 * @param place scheme, host and port of the address; the rest of it is not shown again
 * @param active whether anything is sent
 * @param enteredAt when the address was entered
 * @param restUntil until when nothing is tried because it failed
 * @param waiting how many messages wait
 * @param givenUp how many were given up within seven days
 */
public record WebhookJson(
        String place, boolean active, Instant enteredAt, Optional<Instant> restUntil, long waiting, long givenUp) {
    static WebhookJson of(Webhook webhook) {
        return new WebhookJson(
                webhook.place(),
                webhook.active(),
                webhook.enteredAt(),
                webhook.restUntil(),
                webhook.waiting(),
                webhook.givenUp());
    }
}
