package org.teshema.trust.symbol;

/**
 * How hard a masked symbol is to read, by the four rules of ISO/IEC 18004 clause 7.8.3. Every row and column is one
 * long, so each rule is a few shifts and a population count a line.
 */
final class Penalty {

    private Penalty() {}

    /** The penalty of a symbol given by its rows and its columns, or any number ≥ {@code limit} once it reaches that. */
    static int of(long[] rows, long[] columns, int size, int limit) {
        long pairs = (1L << (size - 1)) - 1;
        long line = (1L << size) - 1;
        int penalty = balance(rows, size);
        for (int i = 0; i < size && penalty < limit; i++) {
            penalty += line(rows[i], pairs, line) + line(columns[i], pairs, line);
            if (i > 0) {
                penalty +=
                        3 * Long.bitCount(same(rows[i], pairs) & same(rows[i - 1], pairs) & ~(rows[i] ^ rows[i - 1]));
            }
        }
        return penalty;
    }

    /** Bit i is set where module i and module i + 1 have the same colour. */
    private static long same(long line, long pairs) {
        return ~(line ^ line >>> 1) & pairs;
    }

    private static int line(long dark, long pairs, long line) {
        long same = same(dark, pairs);
        long two = same & same >>> 1;
        long five = two & two >>> 2;
        int penalty = Long.bitCount(five) + 2 * Long.bitCount(five & ~(five << 1));

        long finder = dark & ~(dark >>> 1) & dark >>> 2 & dark >>> 3 & dark >>> 4 & ~(dark >>> 5) & dark >>> 6;
        long light = ~dark & line;
        long lightTwo = light & light >>> 1;
        long lightFour = lightTwo & lightTwo >>> 2;
        return penalty + 40 * Long.bitCount(finder & (lightFour << 4 | lightFour >>> 7));
    }

    private static int balance(long[] rows, int size) {
        int dark = 0;
        for (int i = 0; i < size; i++) {
            dark += Long.bitCount(rows[i]);
        }
        int total = size * size;
        return Math.abs(dark * 2 - total) * 10 / total * 10;
    }
}
