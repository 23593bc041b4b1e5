package org.teshema.trust.merkle;

import org.teshema.trust.sm.Sm3;

/** The hash of a tree. Implementations MUST be safe for use by many threads and give every time the same length. */
@FunctionalInterface
public interface TreeHash {
    /** The hash of all production trees. */
    TreeHash SM3 = Sm3::hash;

    /** The hash of the parts, one after the other. */
    byte[] hash(byte[]... parts);
}
