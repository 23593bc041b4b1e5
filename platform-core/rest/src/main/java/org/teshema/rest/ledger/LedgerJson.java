package org.teshema.rest.ledger;

import java.util.Optional;
import org.teshema.engine.ledger.LedgerStatus;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * How the ledger is.
 *
 * @param size leaves under the newest checkpoint
 * @param pending leaves that wait for the next one, counted up to 100,000
 * @param signing whether it signs
 * @param objection why it does not, in Chinese and English
 */
public record LedgerJson(long size, long pending, boolean signing, Optional<String> objection) {
    static LedgerJson of(LedgerStatus status) {
        return new LedgerJson(
                status.head()
                        .map(SignedCheckpoint::checkpoint)
                        .map(checkpoint -> checkpoint.size())
                        .orElse(0L),
                status.pending(),
                status.isWell(),
                status.objection().map(o -> o.zh() + " / " + o.en()));
    }
}
