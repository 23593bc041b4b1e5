package org.teshema.engine.webhook;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an organisation has messages sent, as far as it is shown: the rest of the address may hold a secret of the other side.
 *
 * @param place scheme, host and port of the address
 * @param active whether anything is sent
 * @param enteredAt when the address was entered
 * @param restUntil until when it is left alone because it failed
 * @param waiting how many messages wait
 * @param givenUp how many were given up lately
 * @param version rises with each address
 */
public record Webhook(
        String place,
        boolean active,
        Instant enteredAt,
        Optional<Instant> restUntil,
        long waiting,
        long givenUp,
        int version) {
    public Webhook {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(enteredAt, "enteredAt");
        Objects.requireNonNull(restUntil, "restUntil");
    }
}
