package org.teshema.trust.merkle;

import java.util.Arrays;

/**
 * A node that came to be when leaves were appended; it never changes afterwards.
 *
 * @param level 0 for leaves
 * @param index within the level
 * @param hash of the complete subtree
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record NewNode(int level, long index, byte[] hash) {
    /** Copies the hash. */
    public NewNode {
        hash = hash.clone();
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NewNode that
                && level == that.level
                && index == that.index
                && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return 31 * level + Long.hashCode(index);
    }
}
