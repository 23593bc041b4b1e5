package org.teshema.trust.symbol;

/**
 * The error correction codewords of one block length (ISO/IEC 18004 clause 7.5). The multiples of the generator
 * polynomial are kept as packed longs, so one input byte costs one table row and a shift.
 */
final class ReedSolomon {

    private static final ReedSolomon[] BY_DEGREE = new ReedSolomon[31];

    private final int degree;
    private final int words;
    /** For each feedback byte, feedback x generator, most significant coefficient first, eight to a long. */
    private final long[] multiples;

    private ReedSolomon(int degree) {
        this.degree = degree;
        this.words = (degree + 7) / 8;
        this.multiples = new long[256 * words];
        int[] generator = generator(degree);
        for (int feedback = 0; feedback < 256; feedback++) {
            for (int i = 0; i < degree; i++) {
                multiples[feedback * words + i / 8] |= (long) multiply(generator[i], feedback) << (56 - i % 8 * 8);
            }
        }
    }

    /** The encoder for this many correction codewords, at most 30. */
    static synchronized ReedSolomon ofDegree(int degree) {
        if (BY_DEGREE[degree] == null) {
            BY_DEGREE[degree] = new ReedSolomon(degree);
        }
        return BY_DEGREE[degree];
    }

    /** Computes the correction codewords of {@code data[from, from + count)}. */
    byte[] remainder(byte[] data, int from, int count) {
        long[] state = new long[words];
        for (int i = from; i < from + count; i++) {
            int row = ((data[i] & 0xFF) ^ (int) (state[0] >>> 56)) * words;
            for (int w = 0; w < words - 1; w++) {
                state[w] = (state[w] << 8 | state[w + 1] >>> 56) ^ multiples[row + w];
            }
            state[words - 1] = state[words - 1] << 8 ^ multiples[row + words - 1];
        }
        byte[] result = new byte[degree];
        for (int i = 0; i < degree; i++) {
            result[i] = (byte) (state[i / 8] >>> (56 - i % 8 * 8));
        }
        return result;
    }

    /** The generator polynomial without its leading 1, highest power first. */
    private static int[] generator(int degree) {
        int[] coefficients = new int[degree];
        coefficients[degree - 1] = 1;
        int root = 1;
        for (int i = 0; i < degree; i++) {
            for (int j = 0; j < degree; j++) {
                coefficients[j] = multiply(coefficients[j], root) ^ (j + 1 < degree ? coefficients[j + 1] : 0);
            }
            root = multiply(root, 2);
        }
        return coefficients;
    }

    /** Multiplies in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
    private static int multiply(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = product << 1 ^ (product >>> 7) * 0x11D;
            product ^= (b >>> bit & 1) * a;
        }
        return product;
    }
}
