package org.teshema.trust.sm;

import java.math.BigInteger;

/**
 * Verifies signatures of one key by GB/T 32918.2, section 7, with a table for the curve's generator and one for the key.
 *
 * <p>Every scan waits for this, always with one of a few issuing keys; with both tables a verification is some fifty point
 * additions. It sees public data only and takes no care to run in constant time: never sign with it. Its tests hold it to
 * Bouncy Castle. Immutable, safe for use by many threads.
 */
final class FastSm2Verifier {
    /** A wider table saves additions and costs memory and time at the start, one for each key that scans ask for. */
    private static final int WIDTH = 10;

    private static final CombTable GENERATOR = new CombTable(Sm2Curve.DOMAIN.getG(), WIDTH);

    private final byte[] point;
    private final CombTable table;

    /** Builds the key's table; the point must be on the curve. */
    FastSm2Verifier(byte[] point) {
        this.point = point;
        this.table = new CombTable(Sm2Curve.DOMAIN.getCurve().decodePoint(point), WIDTH);
    }

    /**
     * Whether (r, s) signs the hash.
     *
     * @param e hash of the signer's id, key and message, 0..2^256-1
     * @param r 1..n-1, checked by the caller
     * @param s 1..n-1, checked by the caller
     */
    boolean verify(BigInteger e, BigInteger r, BigInteger s) {
        BigInteger n = Sm2Curve.N;
        BigInteger t = r.add(s).mod(n);
        if (t.signum() == 0) {
            return false;
        }
        // e + x = r modulo n, and x is below p, which is a little more than n.
        BigInteger x = r.subtract(e).mod(n);
        BigInteger beyond = x.add(n);
        CurveSum sum = new CurveSum();
        sum.add(GENERATOR, s);
        sum.add(table, t);
        if (sum.isLost()) {
            // Two equal points met.
            return PlainSm2Verifier.verify(point, e, r, s);
        }
        return sum.hasX(x) || (beyond.compareTo(Sm2Curve.P) < 0 && sum.hasX(beyond));
    }
}
