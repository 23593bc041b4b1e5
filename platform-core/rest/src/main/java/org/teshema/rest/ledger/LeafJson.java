package org.teshema.rest.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.teshema.engine.ledger.Leaf;

/**
 * A leaf of the ledger.
 *
 * @param index its place, from 0
 * @param subject what it is about
 * @param text what is hashed, as text: version, what happened, subject, district, role, time, digest of the content
 * @param leaf the same in Base64, as proofs carry it
 * @param leafHash its hash in the tree, Base64
 */
public record LeafJson(long index, String subject, String text, String leaf, String leafHash) {
    static LeafJson of(Leaf leaf) {
        return new LeafJson(
                leaf.index(),
                leaf.subject(),
                leaf.body(),
                content(leaf),
                Base64.getEncoder().encodeToString(leaf.hash()));
    }

    static String content(Leaf leaf) {
        return Base64.getEncoder().encodeToString(leaf.body().getBytes(StandardCharsets.UTF_8));
    }
}
