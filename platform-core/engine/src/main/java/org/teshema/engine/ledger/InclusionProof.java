package org.teshema.engine.ledger;

import java.util.List;
import java.util.Objects;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * Shows that a leaf stands in the tree of a signed checkpoint (RFC 9162, section 2.1.3).
 *
 * @param leaf the leaf
 * @param path the hashes beside the way from the leaf to the root, the lowest first
 * @param checkpoint the signed head it leads to
 */
public record InclusionProof(Leaf leaf, List<byte[]> path, SignedCheckpoint checkpoint) {
    public InclusionProof {
        Objects.requireNonNull(leaf, "leaf");
        path = List.copyOf(path);
        Objects.requireNonNull(checkpoint, "checkpoint");
    }

    /** Whether the path leads from the leaf's text to the root; says nothing about the signature. */
    public boolean holds() {
        return Merkle.SM3.verifyInclusion(
                Merkle.SM3.leafHash(leaf.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                leaf.index(),
                checkpoint.checkpoint().size(),
                path,
                checkpoint.checkpoint().root());
    }
}
