package org.teshema.rest.ledger;

import java.util.Base64;
import java.util.List;
import org.teshema.engine.ledger.InclusionProof;

/**
 * Shows that a leaf is in the ledger.
 *
 * @param index place of the leaf
 * @param size of the checkpoint it is shown for
 * @param leaf content of the leaf, Base64
 * @param leafHash its hash, Base64
 * @param proof the path of RFC 9162, section 2.1.3.1, from the leaf upwards, Base64
 * @param checkpoint the signed checkpoint of that size, word for word
 */
public record InclusionJson(
        long index, long size, String leaf, String leafHash, List<String> proof, String checkpoint) {
    static InclusionJson of(InclusionProof proof) {
        return new InclusionJson(
                proof.leaf().index(),
                proof.checkpoint().checkpoint().size(),
                LeafJson.content(proof.leaf()),
                Base64.getEncoder().encodeToString(proof.leaf().hash()),
                path(proof.path()),
                proof.checkpoint().note());
    }

    static List<String> path(List<byte[]> path) {
        return path.stream().map(Base64.getEncoder()::encodeToString).toList();
    }
}
