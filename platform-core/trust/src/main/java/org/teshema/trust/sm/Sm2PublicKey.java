package org.teshema.trust.sm;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A public key on the recommended SM2 curve together with its profile; it verifies signatures.
 *
 * <p>Immutable and safe for use by many threads. A key is checked to be on the curve when it is made, so a value of this
 * type is always a usable key. Keep and share the value: what it prepares for fast verification is kept with it.
 */
public final class Sm2PublicKey {
    /** Length of a raw signature, r followed by s, in bytes. */
    public static final int SIGNATURE_LENGTH = 64;

    /** Verifications without its table, before it gets one: the table costs a few hundred of them, and lasts. */
    private static final int WORTH_A_TABLE = 32;

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final byte[] point;
    private final KeyProfile profile;
    private final String keyId;
    private final byte[] za;
    private volatile FastSm2Verifier verifier;
    // Threads may lose counts of one another: it only says about when the table is worth its building.
    private int verified;

    private Sm2PublicKey(byte[] point, KeyProfile profile) {
        this.point = point;
        this.profile = profile;
        this.za = Sm2Curve.za(point, profile.idBytes());
        this.keyId = HexFormat.of().formatHex(Sm3.hash(Sm2Curve.spki(point)), 0, 8);
    }

    /**
     * The key of an uncompressed point.
     *
     * @param uncompressed65 65 bytes: 04, x, y
     * @throws IllegalArgumentException when it is not a point of the curve
     */
    public static Sm2PublicKey ofPoint(byte[] uncompressed65, KeyProfile profile) {
        Objects.requireNonNull(profile, "profile");
        byte[] point = uncompressed65.clone();
        if (!Sm2Curve.isPoint(point)) {
            throw new IllegalArgumentException(
                    "不是 SM2 曲线上的点（应为 65 字节：04、x、y）" + " / not a point of the SM2 curve, expected 65 bytes: 04, x, y");
        }
        return new Sm2PublicKey(point, profile);
    }

    /**
     * The key of a SubjectPublicKeyInfo.
     *
     * @param spki 91 bytes of DER, as {@link #spki()} gives them
     * @throws IllegalArgumentException when it is anything but an uncompressed key on the SM2 curve
     */
    public static Sm2PublicKey ofSpki(byte[] spki, KeyProfile profile) {
        return ofPoint(Sm2Curve.pointOf(spki), profile);
    }

    /**
     * The key of a PEM text as {@link #pem()} and OpenSSL write it.
     *
     * @throws IllegalArgumentException when the text is not exactly one public key on the SM2 curve
     */
    public static Sm2PublicKey ofPem(String pem, KeyProfile profile) {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.length() > 1000) {
            throw new IllegalArgumentException("不是公钥 PEM（应以 " + BEGIN + " 开头、" + END + " 结尾）"
                    + " / not a public key in PEM, expected it between " + BEGIN + " and " + END);
        }
        String body = text.substring(BEGIN.length(), text.length() - END.length())
                .replace("\r", "")
                .replace("\n", "")
                .strip();
        try {
            return ofSpki(Base64.getDecoder().decode(body), profile);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("PEM 内容无效 / the PEM body is invalid: " + e.getMessage(), e);
        }
    }

    /** The profile, with the id that signatures of this key were made with. */
    public KeyProfile profile() {
        return profile;
    }

    /** The point, uncompressed: 04, x, y; 65 bytes. */
    public byte[] point() {
        return point.clone();
    }

    /** The key as SubjectPublicKeyInfo in DER, 91 bytes. */
    public byte[] spki() {
        return Sm2Curve.spki(point);
    }

    /** The key as PEM, ending with a line feed. */
    public String pem() {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return BEGIN + '\n' + new String(lines.encode(spki()), StandardCharsets.US_ASCII) + '\n' + END + '\n';
    }

    /** Names the key: the first eight bytes of SM3 over {@link #spki()}, sixteen lower-case hexadecimal digits. */
    public String keyId() {
        return keyId;
    }

    /**
     * Whether this key made the signature over the message, under this key's id.
     *
     * @param message the message itself, not its hash
     * @param rawSignature 64 bytes, r followed by s; every other length and every r or s outside 1..n-1 is false
     * @return never an exception, whatever the bytes are
     */
    public boolean verify(byte[] message, byte[] rawSignature) {
        if (message == null || rawSignature == null || rawSignature.length != SIGNATURE_LENGTH) {
            return false;
        }
        BigInteger r = new BigInteger(1, rawSignature, 0, Sm2Curve.COORDINATE);
        BigInteger s = new BigInteger(1, rawSignature, Sm2Curve.COORDINATE, Sm2Curve.COORDINATE);
        if (r.signum() == 0 || s.signum() == 0 || r.compareTo(Sm2Curve.N) >= 0 || s.compareTo(Sm2Curve.N) >= 0) {
            return false;
        }
        BigInteger e = new BigInteger(1, Sm3.hash(za, message));
        return (verifier == null && verified++ < WORTH_A_TABLE)
                ? PlainSm2Verifier.verify(point, e, r, s)
                : verifier().verify(e, r, s);
    }

    /** A table of 1 MiB, built in some tens to hundreds of milliseconds. Built twice by two threads, it is the same. */
    private FastSm2Verifier verifier() {
        FastSm2Verifier ready = verifier;
        if (ready == null) {
            ready = new FastSm2Verifier(point);
            verifier = ready;
        }
        return ready;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm2PublicKey that && Arrays.equals(point, that.point) && profile.equals(that.profile);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(point);
    }

    @Override
    public String toString() {
        return "SM2 " + keyId;
    }
}
