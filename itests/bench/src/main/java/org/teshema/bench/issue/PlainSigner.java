package org.teshema.bench.issue;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/** The peer's half of the work: Bouncy Castle's signer on its fast curve, made once and used again for every code. */
final class PlainSigner {
    /** Domain separator, prefix and payload of a code together. */
    private static final int MESSAGE = 16 + 23 + 18;

    private final SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    private final SecureRandom random = new SecureRandom();

    PlainSigner() {
        var curve = CustomNamedCurves.getByName("sm2p256v1");
        var domain = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), BigInteger.ONE);
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, random));
        signer.init(true, generator.generateKeyPair().getPrivate());
    }

    /** Signs that many fresh messages of a code's length. */
    void sign(int count) {
        byte[] message = new byte[MESSAGE];
        try {
            for (int i = 0; i < count; i++) {
                random.nextBytes(message);
                signer.update(message, 0, message.length);
                if (signer.generateSignature().length != 64) {
                    throw new IllegalStateException("not a raw signature");
                }
            }
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }
}
