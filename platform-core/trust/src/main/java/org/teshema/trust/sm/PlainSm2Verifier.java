package org.teshema.trust.sm;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Verifies signatures by GB/T 32918.2, section 7, on Bouncy Castle's curve and with nothing prepared: for keys that verify a few, and
 * for sums that the tables of {@link FastSm2Verifier} do not give.
 */
final class PlainSm2Verifier {
    private PlainSm2Verifier() {}

    /**
     * Whether (r, s) signs the hash.
     *
     * @param point the key, uncompressed, on the curve
     * @param e hash of the signer's id, key and message, 0..2^256-1
     * @param r 1..n-1, checked by the caller
     * @param s 1..n-1, checked by the caller
     */
    static boolean verify(byte[] point, BigInteger e, BigInteger r, BigInteger s) {
        BigInteger n = Sm2Curve.N;
        BigInteger t = r.add(s).mod(n);
        if (t.signum() == 0) {
            return false;
        }
        ECPoint key = Sm2Curve.DOMAIN.getCurve().decodePoint(point);
        ECPoint sum = ECAlgorithms.sumOfTwoMultiplies(Sm2Curve.DOMAIN.getG(), s, key, t)
                .normalize();
        return !sum.isInfinity()
                && e.add(sum.getAffineXCoord().toBigInteger()).mod(n).equals(r);
    }
}
