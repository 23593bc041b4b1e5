package org.teshema.trust.sm;

import java.util.Arrays;

/**
 * The two spellings of an SM2 signature: raw (r followed by s, 64 bytes, as in codes and checkpoints) and DER (SEQUENCE of
 * two INTEGERs, as in OpenSSL and GM/T 0009).
 *
 * <p>Strict both ways: one signature has exactly one DER form, so nobody can make a second valid spelling of a known one.
 */
public final class Signatures {
    private static final int HALF = Sm2Curve.COORDINATE;

    private Signatures() {}

    /**
     * The DER form of a raw signature.
     *
     * @throws IllegalArgumentException when it is not 64 bytes
     */
    public static byte[] toDer(byte[] raw) {
        if (raw.length != 2 * HALF) {
            throw new IllegalArgumentException(
                    "签名应为 64 字节，实为 " + raw.length + " / a raw signature has 64 bytes, not " + raw.length);
        }
        byte[] r = integer(raw, 0);
        byte[] s = integer(raw, HALF);
        byte[] out = new byte[2 + r.length + s.length];
        out[0] = 0x30;
        out[1] = (byte) (r.length + s.length);
        System.arraycopy(r, 0, out, 2, r.length);
        System.arraycopy(s, 0, out, 2 + r.length, s.length);
        return out;
    }

    /**
     * The raw form of a DER signature.
     *
     * @throws IllegalArgumentException when it is not minimal DER, has trailing bytes, a negative number, or one of more
     *     than 32 bytes
     */
    public static byte[] fromDer(byte[] der) {
        // Two integers of at most 33 bytes each keep every length in its short form.
        if (der.length < 8 || der.length > 2 + 2 * (2 + HALF + 1) || der[0] != 0x30 || der[1] != der.length - 2) {
            throw malformed();
        }
        byte[] raw = new byte[2 * HALF];
        int next = readInteger(der, 2, raw, 0);
        if (readInteger(der, next, raw, HALF) != der.length) {
            throw malformed();
        }
        return raw;
    }

    private static byte[] integer(byte[] raw, int from) {
        int first = from;
        int last = from + HALF - 1;
        while (first < last && raw[first] == 0) {
            first++;
        }
        int sign = raw[first] < 0 ? 1 : 0;
        byte[] out = new byte[2 + sign + last - first + 1];
        out[0] = 0x02;
        out[1] = (byte) (out.length - 2);
        System.arraycopy(raw, first, out, 2 + sign, last - first + 1);
        return out;
    }

    private static int readInteger(byte[] der, int at, byte[] raw, int into) {
        if (at + 2 > der.length || der[at] != 0x02) {
            throw malformed();
        }
        int length = der[at + 1];
        int first = at + 2;
        int end = first + length;
        if (length < 1 || end > der.length || der[first] < 0) {
            throw malformed();
        }
        boolean padded = der[first] == 0 && length > 1;
        if (padded && der[first + 1] >= 0) {
            throw malformed();
        }
        byte[] digits = Arrays.copyOfRange(der, padded ? first + 1 : first, end);
        if (digits.length > HALF) {
            throw malformed();
        }
        System.arraycopy(digits, 0, raw, into + HALF - digits.length, digits.length);
        return end;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("签名不是规范的 DER（SEQUENCE { INTEGER r, INTEGER s }，最短编码，无多余字节）"
                + " / the signature is not canonical DER: SEQUENCE { INTEGER r, INTEGER s }, shortest form,"
                + " nothing after it");
    }
}
