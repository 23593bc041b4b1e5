package org.teshema.trust.symbol;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is fixed about the symbols of one version, 1 to 10: block sizes, function patterns, the path of the data bits and,
 * per correction level, the eight masks with their format information. Built on first use and shared.
 */
final class SymbolVersion {

    static final int LAST = 10;

    private static final int[] CODEWORDS = {26, 44, 70, 100, 134, 172, 196, 242, 292, 346};
    /** Rows in the order of the levels' format bits: M, L, H, Q. */
    private static final int[][] CORRECTION_PER_BLOCK = {
        {10, 16, 26, 18, 24, 16, 18, 22, 22, 26},
        {7, 10, 15, 20, 26, 18, 20, 24, 30, 18},
        {17, 28, 22, 16, 22, 28, 26, 26, 24, 28},
        {13, 22, 18, 26, 18, 24, 18, 22, 20, 24}
    };

    private static final int[][] BLOCKS = {
        {1, 1, 1, 2, 2, 4, 4, 4, 5, 5},
        {1, 1, 1, 1, 1, 2, 2, 2, 2, 4},
        {1, 1, 2, 4, 4, 4, 5, 6, 8, 8},
        {1, 1, 2, 2, 4, 4, 6, 6, 8, 8}
    };
    private static final int[][] ALIGNMENT = {
        {}, {6, 18}, {6, 22}, {6, 26}, {6, 30}, {6, 34}, {6, 22, 38}, {6, 24, 42}, {6, 26, 46}, {6, 28, 50}
    };
    private static final AtomicReferenceArray<SymbolVersion> BUILT = new AtomicReferenceArray<>(LAST + 1);

    final int number;
    final int size;
    final int codewords;
    /** Where the data bits go, in order: {@code x << 8 | y}. */
    final int[] path;
    /** Dark function modules by row. */
    private final long[] function;
    /** Function and format modules by row: what data and masks leave alone. */
    private final long[] reserved;

    private final AtomicReferenceArray<Overlay> overlays = new AtomicReferenceArray<>(32);

    /** Function patterns, format information and one mask together; exclusive-or with the data gives the symbol. */
    static final class Overlay {
        final long[] rows;
        final long[] columns;

        Overlay(long[] rows, long[] columns) {
            this.rows = rows;
            this.columns = columns;
        }
    }

    private SymbolVersion(int number) {
        this.number = number;
        this.size = 17 + 4 * number;
        this.codewords = CODEWORDS[number - 1];
        this.function = new long[size];
        this.reserved = new long[size];
        placeFunctionPatterns();
        this.path = dataPath();
    }

    static SymbolVersion of(int number) {
        SymbolVersion built = BUILT.get(number);
        if (built == null) {
            built = new SymbolVersion(number);
            BUILT.set(number, built);
        }
        return built;
    }

    int blocks(Correction level) {
        return BLOCKS[level.formatBits()][number - 1];
    }

    int correctionPerBlock(Correction level) {
        return CORRECTION_PER_BLOCK[level.formatBits()][number - 1];
    }

    int dataCodewords(Correction level) {
        return codewords - blocks(level) * correctionPerBlock(level);
    }

    Overlay overlay(Correction level, int mask) {
        int index = level.formatBits() * 8 + mask;
        Overlay overlay = overlays.get(index);
        if (overlay == null) {
            overlay = buildOverlay(level, mask);
            overlays.set(index, overlay);
        }
        return overlay;
    }

    static boolean masked(int mask, int x, int y) {
        return switch (mask) {
            case 0 -> (x + y) % 2 == 0;
            case 1 -> y % 2 == 0;
            case 2 -> x % 3 == 0;
            case 3 -> (x + y) % 3 == 0;
            case 4 -> (y / 2 + x / 3) % 2 == 0;
            case 5 -> x * y % 2 + x * y % 3 == 0;
            case 6 -> (x * y % 2 + x * y % 3) % 2 == 0;
            case 7 -> ((x + y) % 2 + x * y % 3) % 2 == 0;
            default -> throw new IllegalArgumentException("Masks are numbered 0 to 7, not " + mask);
        };
    }

    private void placeFunctionPatterns() {
        for (int i = 0; i < size; i++) {
            place(6, i, i % 2 == 0);
            place(i, 6, i % 2 == 0);
        }
        finder(3, 3);
        finder(size - 4, 3);
        finder(3, size - 4);
        int[] centres = ALIGNMENT[number - 1];
        int last = centres.length - 1;
        for (int i = 0; i <= last; i++) {
            for (int j = 0; j <= last; j++) {
                boolean underFinder = (i == 0 && (j == 0 || j == last)) || (i == last && j == 0);
                if (!underFinder) {
                    rings(centres[i], centres[j], 2);
                }
            }
        }
        for (int i = 0; i < 8; i++) {
            reserve(8, i);
            reserve(i, 8);
            reserve(8, size - 1 - i);
            reserve(size - 1 - i, 8);
        }
        reserve(8, 8);
        place(8, size - 8, true);
        if (number >= 7) {
            int bits = number << 12 | bch(number, 0x1F25, 12);
            for (int i = 0; i < 18; i++) {
                place(size - 11 + i % 3, i / 3, (bits >>> i & 1) != 0);
                place(i / 3, size - 11 + i % 3, (bits >>> i & 1) != 0);
            }
        }
    }

    private void finder(int x, int y) {
        rings(x, y, 4);
    }

    /** Concentric squares around a centre: dark, light, dark as finder and alignment patterns have them. */
    private void rings(int x, int y, int radius) {
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                int ring = Math.max(Math.abs(dx), Math.abs(dy));
                boolean dark = radius == 4 ? ring != 2 && ring != 4 : ring != 1;
                place(x + dx, y + dy, dark);
            }
        }
    }

    private void place(int x, int y, boolean dark) {
        if (x >= 0 && y >= 0 && x < size && y < size) {
            function[y] = dark ? function[y] | 1L << x : function[y] & ~(1L << x);
            reserve(x, y);
        }
    }

    private void reserve(int x, int y) {
        reserved[y] |= 1L << x;
    }

    private int[] dataPath() {
        int[] cells = new int[codewords * 8];
        int count = 0;
        boolean up = true;
        for (int right = size - 1; right > 0; right -= 2) {
            if (right == 6) {
                right = 5;
            }
            for (int step = 0; step < size; step++) {
                int y = up ? size - 1 - step : step;
                for (int x = right; x >= right - 1; x--) {
                    if ((reserved[y] >>> x & 1) == 0 && count < cells.length) {
                        cells[count++] = x << 8 | y;
                    }
                }
            }
            up = !up;
        }
        return cells;
    }

    private Overlay buildOverlay(Correction level, int mask) {
        long[] rows = function.clone();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if ((reserved[y] >>> x & 1) == 0 && masked(mask, x, y)) {
                    rows[y] |= 1L << x;
                }
            }
        }
        int data = level.formatBits() << 3 | mask;
        int bits = (data << 10 | bch(data, 0x537, 10)) ^ 0x5412;
        for (int i = 0; i < 15; i++) {
            if ((bits >>> i & 1) != 0) {
                // Beside the upper left finder, then split between the other two.
                int first = i < 6 ? i : i < 8 ? i + 1 : 0;
                rows[i < 8 ? first : 8] |= 1L << (i < 8 ? 8 : i == 8 ? 7 : 14 - i);
                rows[i < 8 ? 8 : size - 15 + i] |= 1L << (i < 8 ? size - 1 - i : 8);
            }
        }
        return new Overlay(rows, transposed(rows));
    }

    private long[] transposed(long[] rows) {
        long[] columns = new long[size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                columns[x] |= (rows[y] >>> x & 1) << y;
            }
        }
        return columns;
    }

    /** The remainder of {@code value << bits} by the generator polynomial. */
    private static int bch(int value, int generator, int bits) {
        int remainder = value;
        for (int i = 0; i < bits; i++) {
            remainder = remainder << 1 ^ (remainder >>> (bits - 1)) * generator;
        }
        return remainder;
    }
}
