package org.teshema.rest.ledger;

import java.time.Instant;
import java.util.Base64;
import org.teshema.trust.merkle.Checkpoint;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * A signed head of the ledger.
 *
 * @param origin the ledger's name
 * @param size how many leaves it has
 * @param root the tree's root, Base64
 * @param time when it was signed
 * @param keyId the key that signed
 * @param note the whole as it is signed and checked, word for word
 */
public record CheckpointJson(String origin, long size, String root, Instant time, String keyId, String note) {
    static CheckpointJson of(SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        return new CheckpointJson(
                checkpoint.origin(),
                checkpoint.size(),
                Base64.getEncoder().encodeToString(checkpoint.root()),
                checkpoint.time(),
                signed.keyId(),
                signed.note());
    }
}
