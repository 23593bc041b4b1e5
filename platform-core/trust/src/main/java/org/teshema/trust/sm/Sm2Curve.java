package org.teshema.trust.sm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;

/** The recommended curve of GB/T 32918.5-2017 (sm2p256v1, OID 1.2.156.10197.1.301) in the forms this package needs. */
final class Sm2Curve {
    static final BigInteger P = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF");
    static final BigInteger A = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC");
    static final BigInteger B = hex("28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93");
    static final BigInteger N = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");
    static final BigInteger GX = hex("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7");
    static final BigInteger GY = hex("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0");

    /** Length of a coordinate and of each half of a signature, in bytes. */
    static final int COORDINATE = 32;

    /** Length of an uncompressed point, in bytes. */
    static final int POINT = 65;

    /** Everything of a SubjectPublicKeyInfo that stands before the point. */
    private static final byte[] SPKI_HEAD =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a811ccf5501822d034200");

    /** Bouncy Castle's own arithmetic for this curve; the generic one behind GMNamedCurves is five times slower. */
    static final ECDomainParameters DOMAIN = domain();

    private Sm2Curve() {}

    static byte[] spki(byte[] point) {
        byte[] out = new byte[SPKI_HEAD.length + POINT];
        System.arraycopy(SPKI_HEAD, 0, out, 0, SPKI_HEAD.length);
        System.arraycopy(point, 0, out, SPKI_HEAD.length, POINT);
        return out;
    }

    /** The point of a SubjectPublicKeyInfo; anything but an uncompressed key on this curve is refused. */
    static byte[] pointOf(byte[] spki) {
        int at = SPKI_HEAD.length;
        if (spki.length != at + POINT || !Arrays.equals(SPKI_HEAD, 0, at, spki, 0, at)) {
            throw new IllegalArgumentException("不是 SM2 公钥（应为 91 字节 SubjectPublicKeyInfo，曲线 1.2.156.10197.1.301，未压缩点）"
                    + " / not an SM2 public key: expected a 91-byte SubjectPublicKeyInfo on curve 1.2.156.10197.1.301"
                    + " with an uncompressed point");
        }
        return Arrays.copyOfRange(spki, at, spki.length);
    }

    /** Whether 65 bytes are 04, x, y with x and y below p and on the curve; infinity has no such form. */
    static boolean isPoint(byte[] point) {
        if (point.length != POINT || point[0] != 4) {
            return false;
        }
        BigInteger x = new BigInteger(1, point, 1, COORDINATE);
        BigInteger y = new BigInteger(1, point, 1 + COORDINATE, COORDINATE);
        if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).add(A).multiply(x).add(B).mod(P);
        return y.multiply(y).mod(P).equals(right);
    }

    /** The hash of id, curve and key that opens every signed message, GB/T 32918.2 section 5.5. */
    static byte[] za(byte[] point, byte[] id) {
        byte[] bits = {(byte) (id.length >> 5), (byte) (id.length << 3)};
        byte[] key = Arrays.copyOfRange(point, 1, POINT);
        return Sm3.hash(bits, id, bytes32(A), bytes32(B), bytes32(GX), bytes32(GY), key);
    }

    /** The number as 32 bytes, big-endian. */
    static byte[] bytes32(BigInteger v) {
        byte[] raw = v.toByteArray();
        byte[] out = new byte[COORDINATE];
        int skip = Math.max(0, raw.length - COORDINATE);
        System.arraycopy(raw, skip, out, COORDINATE - (raw.length - skip), raw.length - skip);
        return out;
    }

    private static ECDomainParameters domain() {
        X9ECParameters curve = CustomNamedCurves.getByName("sm2p256v1");
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }

    private static BigInteger hex(String digits) {
        return new BigInteger(digits, 16);
    }
}
