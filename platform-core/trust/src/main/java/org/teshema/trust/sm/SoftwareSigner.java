package org.teshema.trust.sm;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.function.Supplier;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A signer whose private key lies in this process's memory.
 *
 * <p>For development, tests and cities that accept it: Bouncy Castle is not a certified module under GM/T 0028, so a system
 * that must pass the commercial-cryptography assessment puts a device behind {@link Signer} instead.
 *
 * <p>Thread-safe: each thread keeps one initialised signer, because setting one up costs four signatures.
 */
public final class SoftwareSigner implements Signer {
    private final Sm2PublicKey publicKey;
    private final ThreadLocal<SM2Signer> signer;

    private SoftwareSigner(BigInteger d, KeyProfile profile, Supplier<SecureRandom> drawing) {
        byte[] point = new FixedPointCombMultiplier()
                .multiply(Sm2Curve.DOMAIN.getG(), d)
                .normalize()
                .getEncoded(false);
        this.publicKey = Sm2PublicKey.ofPoint(point, profile);
        byte[] id = profile.idBytes();
        this.signer = ThreadLocal.withInitial(() -> {
            SM2Signer fresh = new SM2Signer(PlainDSAEncoding.INSTANCE);
            var key = new ECPrivateKeyParameters(d, Sm2Curve.DOMAIN);
            fresh.init(true, new ParametersWithID(new ParametersWithRandom(key, drawing.get()), id));
            return fresh;
        });
    }

    /** A signer with a new key, drawn evenly from 1..n-2. */
    public static SoftwareSigner generate(KeyProfile profile, SecureRandom random) {
        return ofPrivateKey(newPrivateKey(random), profile);
    }

    /** A new private key for {@link #ofPrivateKey}, for whoever has to store it; 32 bytes, wipe them after use. */
    public static byte[] newPrivateKey(SecureRandom random) {
        while (true) {
            byte[] candidate = new byte[Sm2Curve.COORDINATE];
            random.nextBytes(candidate);
            if (inRange(new BigInteger(1, candidate))) {
                return candidate;
            }
        }
    }

    /**
     * The signer of a known private key.
     *
     * @param d32 the key as 32 bytes, big-endian, in 1..n-2
     * @throws IllegalArgumentException for any other length or range
     */
    public static SoftwareSigner ofPrivateKey(byte[] d32, KeyProfile profile) {
        return ofPrivateKey(d32, profile, SecureRandom::new);
    }

    /** The same, told where the secret number k of each signature is drawn: a test draws the one of the standard. */
    static SoftwareSigner ofPrivateKey(byte[] d32, KeyProfile profile, Supplier<SecureRandom> drawing) {
        Objects.requireNonNull(profile, "profile");
        BigInteger d = new BigInteger(1, d32);
        if (d32.length != Sm2Curve.COORDINATE || !inRange(d)) {
            throw new IllegalArgumentException(
                    "SM2 私钥应为 32 字节且在 1..n-2 内 / an SM2 private key is 32 bytes in the range 1..n-2");
        }
        return new SoftwareSigner(d, profile, drawing);
    }

    private static boolean inRange(BigInteger d) {
        return d.signum() > 0 && d.compareTo(Sm2Curve.N.subtract(BigInteger.ONE)) < 0;
    }

    @Override
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        SM2Signer mine = signer.get();
        mine.update(message, 0, message.length);
        try {
            return mine.generateSignature();
        } catch (CryptoException e) {
            signer.remove();
            throw new IllegalStateException("SM2 签名失败 / SM2 signing failed: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "software signer of " + publicKey;
    }
}
