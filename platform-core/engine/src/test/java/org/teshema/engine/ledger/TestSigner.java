package org.teshema.engine.ledger;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.SoftwareSigner;

/** A ledger key of one test. */
record TestSigner(String origin, Signer signer) implements CheckpointSigner {
    private static final String ORIGIN = "test.example/ledger";

    static TestSigner fresh() {
        return of(newKey());
    }

    /** A private key that a second process can be told. */
    static String newKey() {
        return HexFormat.of().formatHex(SoftwareSigner.newPrivateKey(new SecureRandom()));
    }

    static TestSigner of(String key) {
        return new TestSigner(ORIGIN, SoftwareSigner.ofPrivateKey(HexFormat.of().parseHex(key), KeyProfile.GM_T_0009));
    }
}
