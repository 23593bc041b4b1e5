package org.teshema.trust.sm;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The small multiples of one point at every w-th bit: j · 2^(wi) · P for j = 1..2^(w-1). With it a multiple of the point is a
 * sum of one table entry, or its negative, for every w bits of the scalar, without any doubling.
 *
 * <p>Immutable after it is built, which takes some tens of milliseconds. With w = 10 it takes 1 MiB.
 */
final class CombTable {
    private static final int LIMBS = 10;

    private final int width;
    private final int half;
    private final int positions;
    private final long[] limbs;

    /**
     * Builds a table.
     *
     * @param point of prime order
     * @param width bits of a digit, 2..10
     */
    CombTable(ECPoint point, int width) {
        this.width = width;
        this.half = 1 << (width - 1);
        this.positions = 256 / width + 1;
        this.limbs = new long[positions * half * LIMBS];
        ECPoint[] points = new ECPoint[positions * half];
        ECPoint base = point;
        for (int i = 0; i < positions; i++) {
            points[i * half] = base;
            for (int j = 1; j < half; j++) {
                points[i * half + j] = points[i * half + j - 1].add(base);
            }
            base = points[i * half + half - 1].twice().normalize();
        }
        point.getCurve().normalizeAll(points);
        for (int k = 0; k < points.length; k++) {
            put(k * LIMBS, points[k].getAffineXCoord().toBigInteger());
            put(k * LIMBS + 5, points[k].getAffineYCoord().toBigInteger());
        }
    }

    private void put(int at, BigInteger coordinate) {
        FieldElement element = FieldElement.of(coordinate);
        limbs[at] = element.l0;
        limbs[at + 1] = element.l1;
        limbs[at + 2] = element.l2;
        limbs[at + 3] = element.l3;
        limbs[at + 4] = element.l4;
    }

    /** Reads digit times 2^(w·position) times the point; the digit is one of {@link #digits} and not 0. */
    void load(int position, int digit, FieldElement x, FieldElement y) {
        int at = (position * half + Math.abs(digit) - 1) * LIMBS;
        long sign = digit < 0 ? -1 : 1;
        x.l0 = limbs[at];
        x.l1 = limbs[at + 1];
        x.l2 = limbs[at + 2];
        x.l3 = limbs[at + 3];
        x.l4 = limbs[at + 4];
        y.l0 = sign * limbs[at + 5];
        y.l1 = sign * limbs[at + 6];
        y.l2 = sign * limbs[at + 7];
        y.l3 = sign * limbs[at + 8];
        y.l4 = sign * limbs[at + 9];
    }

    /** The signed digits of a scalar below 2^256, lowest first, each above -2^(w-1) and at most 2^(w-1). */
    int[] digits(BigInteger scalar) {
        int[] out = new int[positions];
        byte[] bytes = Sm2Curve.bytes32(scalar);
        int carry = 0;
        for (int i = 0; i < positions; i++) {
            int bit = i * width;
            int at = bit >> 3;
            int bits = byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16);
            int digit = ((bits >> (bit & 7)) & (2 * half - 1)) + carry;
            carry = digit > half ? 1 : 0;
            out[i] = digit - (carry << width);
        }
        return out;
    }

    private static int byteAt(byte[] bigEndian, int fromTheRight) {
        int at = bigEndian.length - 1 - fromTheRight;
        return at < 0 ? 0 : bigEndian[at] & 0xFF;
    }
}
