package org.teshema.trust.symbol;

/** A rectangle in the units of some drawing (points, millimetres), y to either side; sizes are positive. */
public record Box(double x, double y, double width, double height) {

    public Box {
        if (!(width > 0 && height > 0 && Double.isFinite(x + width) && Double.isFinite(y + height))) {
            throw new IllegalArgumentException(
                    "A box needs a finite place and a positive size, not " + x + "," + y + " " + width + "x" + height);
        }
    }

    public double right() {
        return x + width;
    }

    /** The far edge in y. */
    public double bottom() {
        return y + height;
    }

    /** Whether a rectangle given by its edges shares some area with this box. */
    public boolean overlaps(double left, double top, double right, double bottom) {
        return left < right() && right > x && top < bottom() && bottom > y;
    }

    public boolean contains(double px, double py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }

    /** Whether the other box lies in this one, edges included. */
    public boolean encloses(Box other) {
        double slack = 1e-9;
        return other.x >= x - slack
                && other.y >= y - slack
                && other.right() <= right() + slack
                && other.bottom() <= bottom() + slack;
    }

    /** This box made smaller by the same margin on all sides (larger for a negative one). */
    public Box inset(double margin) {
        return new Box(x + margin, y + margin, width - 2 * margin, height - 2 * margin);
    }
}
