package org.teshema.engine.outbox;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened and is committed.
 *
 * @param id the same at every delivery of the same event: what a listener recognises a repetition by
 * @param topic what happened, such as {@code code.bound}
 * @param subject what it happened to
 * @param district whose it is
 * @param body JSON
 * @param at when
 */
public record OutboxEvent(long id, String topic, String subject, String district, String body, Instant at) {
    public OutboxEvent {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(at, "at");
    }
}
