package org.teshema.engine.ledger;

import java.security.SecureRandom;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.SoftwareSigner;

/** A ledger key of one test. */
record TestSigner(String origin, Signer signer) implements CheckpointSigner {
    static TestSigner fresh() {
        return new TestSigner("test.example/ledger", SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom()));
    }
}
