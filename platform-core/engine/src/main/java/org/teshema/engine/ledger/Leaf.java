package org.teshema.engine.ledger;

import java.util.Arrays;
import java.util.Objects;

/**
 * One leaf of the ledger.
 *
 * @param index its place in the tree, from 0
 * @param subject what it is about, such as {@code code:9f0c…}
 * @param body the line of text that is hashed
 * @param hash 32 bytes: what stands for it in the tree
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Leaf(long index, String subject, String body, byte[] hash) {
    public Leaf {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(body, "body");
        hash = hash.clone();
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Leaf that
                && index == that.index
                && subject.equals(that.subject)
                && body.equals(that.body)
                && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(index);
    }
}
