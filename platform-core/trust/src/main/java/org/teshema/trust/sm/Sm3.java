package org.teshema.trust.sm;

import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The SM3 hash of GB/T 32905-2016 over one or several byte strings.
 *
 * <p>Thread-safe: every thread keeps one digest and uses it again, so a call allocates only its 32-byte answer.
 */
public final class Sm3 {
    /** Length of a hash in bytes. */
    public static final int LENGTH = 32;

    private static final ThreadLocal<SM3Digest> DIGEST = ThreadLocal.withInitial(SM3Digest::new);

    private Sm3() {}

    /**
     * The hash of the parts, one after the other, as if they had been one array.
     *
     * @param parts any number of arrays, none of them null; no part at all is the hash of the empty string
     * @return a new array of {@value #LENGTH} bytes
     */
    public static byte[] hash(byte[]... parts) {
        SM3Digest digest = DIGEST.get();
        digest.reset();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[LENGTH];
        digest.doFinal(out, 0);
        return out;
    }
}
