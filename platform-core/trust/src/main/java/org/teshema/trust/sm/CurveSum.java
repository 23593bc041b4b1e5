package org.teshema.trust.sm;

import java.math.BigInteger;

/**
 * A sum of points that grows by table entries, in Jacobian coordinates: x = X/Z², y = Y/Z³. One sum belongs to one thread and
 * one verification.
 *
 * <p>The formula for adding cannot add a point to itself or to its negative. In both cases Z becomes 0, and Z stays 0 through
 * all that follows; {@link #isLost} tells, and whoever asks computes that rare sum in another way.
 */
final class CurveSum {
    private final FieldElement x = new FieldElement();
    private final FieldElement y = new FieldElement();
    private final FieldElement z = new FieldElement();
    private final FieldElement u = new FieldElement();
    private final FieldElement v = new FieldElement();
    private final FieldElement h = new FieldElement();
    private final FieldElement hh = new FieldElement();
    private final FieldElement px = new FieldElement();
    private final FieldElement py = new FieldElement();
    private boolean empty = true;

    /** Adds scalar times the table's point. */
    void add(CombTable table, BigInteger scalar) {
        int[] digits = table.digits(scalar);
        for (int i = 0; i < digits.length; i++) {
            if (digits[i] != 0) {
                table.load(i, digits[i], px, py);
                if (empty) {
                    x.set(px);
                    y.set(py);
                    z.set(FieldElement.of(BigInteger.ONE));
                    empty = false;
                } else {
                    addLoaded();
                }
            }
        }
    }

    /** Whether the sum is the point at infinity, or was not computed because two equal points met. */
    boolean isLost() {
        return empty || z.isZero();
    }

    /** Whether the sum's x is this number, in 0..p-1; without the division that would show x itself. */
    boolean hasX(BigInteger number) {
        u.square(z);
        v.product(u, FieldElement.of(number));
        h.difference(v, x);
        return h.isZero();
    }

    /** Eight products and three squares; x and y are settled, so that bounds do not grow from step to step. */
    private void addLoaded() {
        u.square(z);
        v.product(u, z);
        h.product(px, u);
        h.difference(h, x);
        v.product(py, v);
        v.difference(v, y); // r
        z.product(z, h);
        hh.square(h);
        h.product(h, hh); // h³
        u.product(x, hh); // x·h²
        y.product(y, h);
        x.square(v);
        x.difference(x, h);
        x.difference(x, u);
        x.difference(x, u);
        x.settle();
        u.difference(u, x);
        u.product(u, v);
        y.difference(u, y);
        y.settle();
    }
}
