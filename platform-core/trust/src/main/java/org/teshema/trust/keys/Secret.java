package org.teshema.trust.keys;

import java.security.SecureRandom;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.SoftwareSigner;

/** A private key as the ring keeps it: its 32 bytes, to be stored again, and a signer that uses them. */
@SuppressWarnings("ArrayRecordComponent") // stays in this package, wiped after use
record Secret(byte[] bytes, Signer signer) {
    static Secret generate(SecureRandom random) {
        return of(SoftwareSigner.newPrivateKey(random));
    }

    static Secret of(byte[] bytes) {
        return new Secret(bytes, SoftwareSigner.ofPrivateKey(bytes, KeyProfile.GM_T_0009));
    }
}
