package org.teshema.engine.ledger;

import java.util.List;

/**
 * What an audit of the ledger found.
 *
 * @param leaves leaves hashed again
 * @param tiles rows of the tree compared
 * @param checkpoints checkpoints whose root and signature were checked
 * @param findings what is wrong, at most {@value #MOST}; empty where every hash and signature holds
 */
public record AuditReport(long leaves, long tiles, long checkpoints, List<String> findings) {
    /** Most findings of one report. */
    public static final int MOST = 100;

    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Whether everything holds. */
    public boolean holds() {
        return findings.isEmpty();
    }
}
