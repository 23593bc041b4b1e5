package org.teshema.rest.ledger;

import java.util.List;
import org.teshema.engine.ledger.ConsistencyProof;

/**
 * Shows that an older ledger is the beginning of a newer one.
 *
 * @param oldSize of the older checkpoint
 * @param newSize of the newer checkpoint
 * @param proof the proof of RFC 9162, section 2.1.4.1, Base64
 * @param oldCheckpoint the older signed checkpoint, word for word
 * @param newCheckpoint the newer one
 */
public record ConsistencyJson(
        long oldSize, long newSize, List<String> proof, String oldCheckpoint, String newCheckpoint) {
    static ConsistencyJson of(ConsistencyProof proof) {
        return new ConsistencyJson(
                proof.from().checkpoint().size(),
                proof.to().checkpoint().size(),
                InclusionJson.path(proof.path()),
                proof.from().note(),
                proof.to().note());
    }
}
