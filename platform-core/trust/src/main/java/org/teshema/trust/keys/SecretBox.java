package org.teshema.trust.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Seals small secrets for a database under a key made of one of the ring's: HMAC-SM3 makes an SM4 key, SM4-GCM (RFC 8998) seals. What
 * is sealed is nonce, content and tag, and opens only together with the words that say what it is about: a row moved to somebody else
 * opens no more.
 */
final class SecretBox {
    private static final byte[] LABEL = "teshema-secret-box-v1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private SecretBox() {}

    static byte[] seal(byte[] of, SecureRandom random, byte[] content, String about) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = gcm(true, of, nonce, content, about);
            byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
            return whole;
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] open(byte[] of, byte[] sealed, String about) {
        if (sealed.length < NONCE) {
            throw doesNotOpen(null);
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return gcm(false, of, nonce, Arrays.copyOfRange(sealed, NONCE, sealed.length), about);
        } catch (InvalidCipherTextException e) {
            throw doesNotOpen(e);
        }
    }

    private static KeyRingException doesNotOpen(Exception cause) {
        return new KeyRingException(
                "数据库中的密文无法打开：它由另一个密钥文件封存，或已被改动 / a secret in the database does not open: another"
                        + " key file sealed it, or it was altered",
                cause);
    }

    private static byte[] gcm(boolean encrypt, byte[] of, byte[] nonce, byte[] in, String about)
            throws InvalidCipherTextException {
        byte[] key = key(of);
        try {
            var cipher = GCMBlockCipher.newInstance(new SM4Engine());
            cipher.init(
                    encrypt,
                    new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, about.getBytes(StandardCharsets.UTF_8)));
            byte[] out = new byte[cipher.getOutputSize(in.length)];
            int n = cipher.processBytes(in, 0, in.length, out, 0);
            n += cipher.doFinal(out, n);
            return n == out.length ? out : Arrays.copyOf(out, n);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] key(byte[] of) {
        var mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(of));
        mac.update(LABEL, 0, LABEL.length);
        byte[] all = new byte[mac.getMacSize()];
        mac.doFinal(all, 0);
        byte[] key = Arrays.copyOf(all, KEY);
        Arrays.fill(all, (byte) 0);
        return key;
    }
}
