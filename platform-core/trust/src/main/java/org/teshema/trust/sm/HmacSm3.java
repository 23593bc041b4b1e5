package org.teshema.trust.sm;

import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The code of a message under a shared secret: HMAC of RFC 2104 with SM3, as OpenSSL reckons it too. Thread-safe. */
public final class HmacSm3 {
    private HmacSm3() {}

    /**
     * The code of a message.
     *
     * @param key the secret, 32 bytes as a rule
     * @return a new array of {@value Sm3#LENGTH} bytes
     */
    public static byte[] of(byte[] key, byte[] message) {
        var mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] code = new byte[Sm3.LENGTH];
        mac.doFinal(code, 0);
        return code;
    }
}
