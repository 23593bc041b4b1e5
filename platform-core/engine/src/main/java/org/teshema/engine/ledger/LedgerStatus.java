package org.teshema.engine.ledger;

import java.util.Optional;
import org.teshema.api.text.Text;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * How the ledger is.
 *
 * @param head the newest signed checkpoint; empty before the first
 * @param pending leaves that wait for their place; counted up to 100,000
 * @param objection why it refuses to sign, where it does
 */
public record LedgerStatus(Optional<SignedCheckpoint> head, long pending, Optional<Text> objection) {
    /** Whether it signs. */
    public boolean isWell() {
        return objection.isEmpty();
    }
}
