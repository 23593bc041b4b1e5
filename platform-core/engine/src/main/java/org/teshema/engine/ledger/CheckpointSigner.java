package org.teshema.engine.ledger;

import org.teshema.trust.sm.Signer;

/** What the ledger signs with. Implementations MUST be safe for use by many threads. */
public interface CheckpointSigner {
    /** Names the ledger for ever, such as {@code s.sh.gov.cn/ledger}. */
    String origin();

    /** Signs checkpoints; may throw {@link IllegalStateException} when it cannot sign now. */
    Signer signer();
}
