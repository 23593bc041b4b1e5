package org.teshema.engine.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.trust.sm.Sm3;

/**
 * What the codes of one batch have in common when they are stored.
 *
 * @param id of the batch
 * @param holder the organisation that makes and first holds them
 * @param district of the holder
 * @param role of the holder, as the ledger names it
 * @param kind the ledger's word for it: {@code code.made} or {@code code.imported}
 * @param at when
 */
record NewBatch(long id, long holder, String district, String role, String kind, Instant at) {
    private static final int FIXED = Long.BYTES + Integer.BYTES + Long.BYTES;

    /**
     * The leaf of one code. Its digest is SM3 over the batch (8 bytes), the serial (4), the short number (8), all
     * big-endian, the code id (10), and the signature (64) or the imported text in UTF-8: who holds the label can work it
     * out again, and the label's own random id keeps everybody else from guessing.
     */
    LedgerLeaf leaf(NewCode code) {
        byte[] fixed = ByteBuffer.allocate(FIXED)
                .putLong(id)
                .putInt(code.serial())
                .putLong(code.number())
                .array();
        byte[] proof = code.foreignText()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElse(code.signature());
        byte[] digest = Sm3.hash(fixed, code.id().value(), proof);
        return new LedgerLeaf(kind, "code:" + code.id().hex(), district, role, at, digest);
    }
}
