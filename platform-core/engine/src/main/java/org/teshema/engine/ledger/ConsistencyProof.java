package org.teshema.engine.ledger;

import java.util.List;
import java.util.Objects;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * Shows that the tree of one signed checkpoint is the beginning of another's (RFC 9162, section 2.1.4).
 *
 * @param from the older head
 * @param to the newer head
 * @param path the hashes from which both roots are computed
 */
public record ConsistencyProof(SignedCheckpoint from, SignedCheckpoint to, List<byte[]> path) {
    public ConsistencyProof {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        path = List.copyOf(path);
    }

    /** Whether both roots follow from the path; says nothing about the signatures. */
    public boolean holds() {
        return Merkle.SM3.verifyConsistency(
                from.checkpoint().size(),
                from.checkpoint().root(),
                to.checkpoint().size(),
                to.checkpoint().root(),
                path);
    }
}
