package org.teshema.trust.symbol;

import java.util.Arrays;

/**
 * Filled rectangles of a drawing in painting order: a light one wipes out what is under it. Grows as it is filled; for
 * one thread.
 */
public final class Shapes {

    private double[] edges = new double[4 * 64];
    private boolean[] dark = new boolean[64];
    private int count;

    /** Adds a rectangle by its edges, in any order of the two. */
    public void add(double x1, double y1, double x2, double y2, boolean isDark) {
        if (count == dark.length) {
            edges = Arrays.copyOf(edges, edges.length * 2);
            dark = Arrays.copyOf(dark, dark.length * 2);
        }
        int at = count * 4;
        edges[at] = Math.min(x1, x2);
        edges[at + 1] = Math.min(y1, y2);
        edges[at + 2] = Math.max(x1, x2);
        edges[at + 3] = Math.max(y1, y2);
        dark[count++] = isDark;
    }

    public int count() {
        return count;
    }

    public double left(int index) {
        return edges[index * 4];
    }

    public double top(int index) {
        return edges[index * 4 + 1];
    }

    public double right(int index) {
        return edges[index * 4 + 2];
    }

    public double bottom(int index) {
        return edges[index * 4 + 3];
    }

    public boolean dark(int index) {
        return dark[index];
    }

    /** Forgets all shapes, keeps the room. */
    public void clear() {
        count = 0;
    }
}
