package org.teshema.engine.codes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.teshema.engine.account.Actor;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.trust.sm.Sm3;

/**
 * What goes with every step of a code's life, in the same transaction: its leaf in the ledger and its row in the outbox.
 *
 * @param unit the transaction
 * @param actor who did it
 * @param at when
 */
record Happening(UnitOfWork unit, Actor actor, Instant at) {
    /**
     * Records it. The leaf keeps the SM3 digest of {@code teshema-event-v1}, the kind, the subject and the content, a line
     * feed after each.
     *
     * @param kind such as {@code code.bound}: the leaf's kind and the outbox topic
     * @param subject such as {@code code:9f0c…}
     * @param content what happened as one JSON object of numbers, names and codes; no personal data
     */
    void record(String kind, String subject, String district, String content) {
        String said = String.join("\n", "teshema-event-v1", kind, subject, content) + "\n";
        byte[] digest = Sm3.hash(said.getBytes(StandardCharsets.UTF_8));
        unit.leaf(new LedgerLeaf(kind, subject, district, actor.role().name(), at, digest));
        unit.publish(kind, subject, district, content, at);
    }
}
