package org.teshema.engine.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.teshema.trust.merkle.Merkle;

/**
 * What the ledger keeps of one event: never the data itself, only its salted digest, so that erasing data leaves every
 * proof valid. Holds no personal data.
 *
 * @param kind what happened, such as {@code code.made}
 * @param subject to what, such as {@code code:9f0c…} or {@code batch:12}
 * @param district whose it is
 * @param role the role of who did it, and after a colon the id of the organisation it was done for
 * @param at when, to the millisecond
 * @param digest SM3 of the event's canonical content, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record LedgerLeaf(String kind, String subject, String district, String role, Instant at, byte[] digest) {
    public LedgerLeaf {
        Objects.requireNonNull(at, "at");
        for (String part : new String[] {kind, subject, district, role}) {
            if (part == null || part.isEmpty() || part.chars().anyMatch(c -> c <= ' ')) {
                throw new IllegalArgumentException("A leaf's parts are words without spaces, not \"" + part + "\"");
            }
        }
        if (subject.length() > 80) {
            throw new IllegalArgumentException("A leaf's subject has at most 80 characters, not " + subject.length());
        }
        if (digest.length != 32) {
            throw new IllegalArgumentException("A leaf's digest has 32 bytes, not " + digest.length);
        }
        digest = digest.clone();
    }

    @Override
    public byte[] digest() {
        return digest.clone();
    }

    /** The same, done for that organisation: a person may serve several. */
    LedgerLeaf doneFor(long organisation) {
        return new LedgerLeaf(kind, subject, district, role + ":" + organisation, at, digest);
    }

    /** The leaf as one line of text: what is hashed, kept and shown. */
    public String body() {
        return String.join(
                " ",
                "teshema-leaf-v1",
                kind,
                subject,
                district,
                role,
                Instant.ofEpochMilli(at.toEpochMilli()).toString(),
                HexFormat.of().formatHex(digest));
    }

    /** The bytes that are hashed: the body in UTF-8. */
    public byte[] canonical() {
        return body().getBytes(StandardCharsets.UTF_8);
    }

    /** The hash that stands for it in the tree, 32 bytes. */
    public byte[] hash() {
        return Merkle.SM3.leafHash(canonical());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LedgerLeaf that && body().equals(that.body());
    }

    @Override
    public int hashCode() {
        return body().hashCode();
    }
}
