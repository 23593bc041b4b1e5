package org.teshema.trust.sm;

import java.math.BigInteger;

/**
 * A number modulo the prime of the SM2 curve, p = 2^256 - 2^224 - 2^96 + 2^64 - 1, for verification only: nothing here hides
 * its operands from a clock.
 *
 * <p>Five signed limbs of 52 bits in Montgomery form (times 2^260). Limbs may leave their 52 bits and values may leave 0..p
 * by a few multiples: sums and differences are not carried, a product puts everything back. Two facts make a product cheap:
 * p ends in 52 ones, so that the factor of each reduction step is the lowest limb itself, and p is a sum of five powers of
 * two, so that a step needs shifts and no multiplication.
 *
 * <p>Bounds: a product of values within a·p and b·p lies within (a·b/16 + 1)·p, and limbs within 2^56 keep every
 * intermediate sum within 63 bits. {@link CurveSum} stays far inside both.
 */
final class FieldElement {
    private static final int BITS = 52;
    private static final long MASK = (1L << BITS) - 1;
    /** The two limbs of p that are not all ones. */
    private static final long P1 = Sm2Curve.P.shiftRight(BITS).longValue() & MASK;

    private static final long P4 = Sm2Curve.P.shiftRight(4 * BITS).longValue();
    private static final FieldElement R_SQUARED =
            raw(BigInteger.ONE.shiftLeft(2 * 5 * BITS).mod(Sm2Curve.P));

    long l0;
    long l1;
    long l2;
    long l3;
    long l4;

    /** The element of a number in 0..p-1. */
    static FieldElement of(BigInteger value) {
        FieldElement out = new FieldElement();
        out.product(raw(value), R_SQUARED);
        return out;
    }

    private static FieldElement raw(BigInteger value) {
        FieldElement out = new FieldElement();
        out.l0 = value.longValue() & MASK;
        out.l1 = value.shiftRight(BITS).longValue() & MASK;
        out.l2 = value.shiftRight(2 * BITS).longValue() & MASK;
        out.l3 = value.shiftRight(3 * BITS).longValue() & MASK;
        out.l4 = value.shiftRight(4 * BITS).longValue();
        return out;
    }

    /** The limbs as one number, still in Montgomery form, in 0..p-1. */
    BigInteger residue() {
        BigInteger v = BigInteger.valueOf(l4);
        for (long limb : new long[] {l3, l2, l1, l0}) {
            v = v.shiftLeft(BITS).add(BigInteger.valueOf(limb));
        }
        return v.mod(Sm2Curve.P);
    }

    /** Whether the value is a multiple of p, if it is not more than some thousand times p. */
    boolean isZero() {
        FieldElement c = new FieldElement();
        c.set(this);
        c.carry();
        c.settle();
        c.carry();
        // Now the value is above -p and below 2p, and its limbs are those of its only spelling.
        return (c.l0 | c.l1 | c.l2 | c.l3 | c.l4) == 0
                || (c.l0 == MASK && c.l1 == P1 && c.l2 == MASK && c.l3 == MASK && c.l4 == P4);
    }

    private void carry() {
        l1 += l0 >> BITS;
        l2 += l1 >> BITS;
        l3 += l2 >> BITS;
        l4 += l3 >> BITS;
        l0 &= MASK;
        l1 &= MASK;
        l2 &= MASK;
        l3 &= MASK;
    }

    void set(FieldElement a) {
        l0 = a.l0;
        l1 = a.l1;
        l2 = a.l2;
        l3 = a.l3;
        l4 = a.l4;
    }

    void difference(FieldElement a, FieldElement b) {
        l0 = a.l0 - b.l0;
        l1 = a.l1 - b.l1;
        l2 = a.l2 - b.l2;
        l3 = a.l3 - b.l3;
        l4 = a.l4 - b.l4;
    }

    /** Brings a value of a few multiples of p back to about 0..p, by the multiple that the top limb shows. */
    void settle() {
        long q = l4 >> 48;
        l0 += q;
        l1 += (q << 44) - (q << 12);
        l4 += (q << 16) - (q << 48);
    }

    /**
     * This becomes a times b; both may be this. A column of the product is the sum of a[i]·b[j]; its part above 52 bits is
     * summed in h, and what is left of the sum modulo 2^64 after taking h away is exactly the part below.
     */
    void product(FieldElement a, FieldElement b) {
        long a0 = a.l0;
        long a1 = a.l1;
        long a2 = a.l2;
        long a3 = a.l3;
        long a4 = a.l4;
        long b0 = b.l0;
        long b1 = b.l1;
        long b2 = b.l2;
        long b3 = b.l3;
        long b4 = b.l4;
        long h0 = high(a0, b0);
        long h1 = high(a0, b1) + high(a1, b0);
        long h2 = high(a0, b2) + high(a1, b1) + high(a2, b0);
        long h3 = high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0);
        long h4 = high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
        long h5 = high(a1, b4) + high(a2, b3) + high(a3, b2) + high(a4, b1);
        long h6 = high(a2, b4) + high(a3, b3) + high(a4, b2);
        long h7 = high(a3, b4) + high(a4, b3);
        long h8 = high(a4, b4);
        reduce(
                a0 * b0 - (h0 << BITS),
                a0 * b1 + a1 * b0 - (h1 << BITS) + h0,
                a0 * b2 + a1 * b1 + a2 * b0 - (h2 << BITS) + h1,
                a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << BITS) + h2,
                a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << BITS) + h3,
                a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << BITS) + h4,
                a2 * b4 + a3 * b3 + a4 * b2 - (h6 << BITS) + h5,
                a3 * b4 + a4 * b3 - (h7 << BITS) + h6,
                a4 * b4 - (h8 << BITS) + h7,
                h8);
    }

    /** This becomes a times a. */
    void square(FieldElement a) {
        long a0 = a.l0;
        long a1 = a.l1;
        long a2 = a.l2;
        long a3 = a.l3;
        long a4 = a.l4;
        long d1 = a1 << 1;
        long d2 = a2 << 1;
        long d3 = a3 << 1;
        long d4 = a4 << 1;
        long h0 = high(a0, a0);
        long h1 = high(a0, d1);
        long h2 = high(a0, d2) + high(a1, a1);
        long h3 = high(a0, d3) + high(a1, d2);
        long h4 = high(a0, d4) + high(a1, d3) + high(a2, a2);
        long h5 = high(a1, d4) + high(a2, d3);
        long h6 = high(a2, d4) + high(a3, a3);
        long h7 = high(a3, d4);
        long h8 = high(a4, a4);
        reduce(
                a0 * a0 - (h0 << BITS),
                a0 * d1 - (h1 << BITS) + h0,
                a0 * d2 + a1 * a1 - (h2 << BITS) + h1,
                a0 * d3 + a1 * d2 - (h3 << BITS) + h2,
                a0 * d4 + a1 * d3 + a2 * a2 - (h4 << BITS) + h3,
                a1 * d4 + a2 * d3 - (h5 << BITS) + h4,
                a2 * d4 + a3 * a3 - (h6 << BITS) + h5,
                a3 * d4 - (h7 << BITS) + h6,
                a4 * a4 - (h8 << BITS) + h7,
                h8);
    }

    /** The product of two limbs without its lowest 52 bits. */
    private static long high(long a, long b) {
        return Math.multiplyHigh(a << 6, b << 6);
    }

    /**
     * Montgomery reduction: five times, the lowest limb m is cleared by adding m·p, that is m·2^256 - m·2^224 - m·2^96 +
     * m·2^64 - m, each power split at the limb it falls into.
     */
    private void reduce(long t0, long t1, long t2, long t3, long t4, long t5, long t6, long t7, long t8, long t9) {
        long m = t0 & MASK;
        t1 += (t0 >> BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
        t2 += (m >>> 40) - (m >>> 8);
        t4 += ((m << 48) & MASK) - ((m << 16) & MASK);
        t5 += (m >>> 4) - (m >>> 36);
        m = t1 & MASK;
        t2 += (t1 >> BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
        t3 += (m >>> 40) - (m >>> 8);
        t5 += ((m << 48) & MASK) - ((m << 16) & MASK);
        t6 += (m >>> 4) - (m >>> 36);
        m = t2 & MASK;
        t3 += (t2 >> BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
        t4 += (m >>> 40) - (m >>> 8);
        t6 += ((m << 48) & MASK) - ((m << 16) & MASK);
        t7 += (m >>> 4) - (m >>> 36);
        m = t3 & MASK;
        t4 += (t3 >> BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
        t5 += (m >>> 40) - (m >>> 8);
        t7 += ((m << 48) & MASK) - ((m << 16) & MASK);
        t8 += (m >>> 4) - (m >>> 36);
        m = t4 & MASK;
        t5 += (t4 >> BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
        t6 += (m >>> 40) - (m >>> 8);
        t8 += ((m << 48) & MASK) - ((m << 16) & MASK);
        t9 += (m >>> 4) - (m >>> 36);
        t6 += t5 >> BITS;
        t7 += t6 >> BITS;
        t8 += t7 >> BITS;
        l0 = t5 & MASK;
        l1 = t6 & MASK;
        l2 = t7 & MASK;
        l3 = t8 & MASK;
        l4 = t9 + (t8 >> BITS);
    }
}
