package org.teshema.trust.symbol;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Version;

/**
 * The modules of a symbol that carry none of its text and that error correction therefore says nothing about: finders with
 * their separators, timing, alignment, the two copies of format and version (ISO/IEC 18004, GB/T 18284, clause 6.3). A symbol
 * may lose some of them and still be read here, but not by every telephone. Known from the standard alone, not from our writer.
 */
final class FixedPatterns {
    private static final int TIMING = 6;
    private static final int FIRST_WITH_VERSION = 7;

    private FixedPatterns() {}

    /**
     * How many of them have the wrong colour.
     *
     * @param seen the modules as sampled, unmasked by nobody yet; of a symbol that was decoded, so that its size is one of a
     *     version
     */
    static int damaged(BitMatrix seen) {
        int size = seen.getWidth();
        int number = (size - 17) / 4;
        int wrong = finder(seen, 3, 3) + finder(seen, size - 4, 3) + finder(seen, 3, size - 4);
        for (int i = 8; i < size - 8; i++) {
            boolean dark = i % 2 == 0;
            wrong += (seen.get(i, TIMING) == dark ? 0 : 1) + (seen.get(TIMING, i) == dark ? 0 : 1);
        }
        int[] centres = Version.getVersionForNumber(number).getAlignmentPatternCenters();
        for (int x : centres) {
            for (int y : centres) {
                // Three of the crossings lie under a finder.
                boolean underFinder =
                        Math.min(x, y) == TIMING && (Math.max(x, y) == TIMING || Math.max(x, y) == size - 7);
                wrong += underFinder ? 0 : alignment(seen, x, y);
            }
        }
        wrong += seen.get(8, size - 8) ? 0 : 1;
        return wrong + format(seen, size) + (number < FIRST_WITH_VERSION ? 0 : version(seen, size));
    }

    private static int finder(BitMatrix seen, int centreX, int centreY) {
        int wrong = 0;
        for (int y = Math.max(0, centreY - 4); y <= Math.min(seen.getHeight() - 1, centreY + 4); y++) {
            for (int x = Math.max(0, centreX - 4); x <= Math.min(seen.getWidth() - 1, centreX + 4); x++) {
                int ring = Math.max(Math.abs(x - centreX), Math.abs(y - centreY));
                wrong += seen.get(x, y) == (ring != 2 && ring != 4) ? 0 : 1;
            }
        }
        return wrong;
    }

    private static int alignment(BitMatrix seen, int centreX, int centreY) {
        int wrong = 0;
        for (int y = centreY - 2; y <= centreY + 2; y++) {
            for (int x = centreX - 2; x <= centreX + 2; x++) {
                int ring = Math.max(Math.abs(x - centreX), Math.abs(y - centreY));
                wrong += seen.get(x, y) == (ring != 1) ? 0 : 1;
            }
        }
        return wrong;
    }

    /** The fifteen bits lie around the first finder, and again in two halves beside the others. */
    private static int format(BitMatrix seen, int size) {
        int wrong = 0;
        for (int bit = 0; bit < 15; bit++) {
            // The first copy steps over the timing pattern.
            int along = bit < 8 ? bit + (bit < 6 ? 0 : 1) : 14 - bit + (bit < 9 ? 1 : 0);
            boolean first = bit < 8 ? seen.get(along, 8) : seen.get(8, along);
            boolean second = bit < 7 ? seen.get(8, size - 1 - bit) : seen.get(size - 15 + bit, 8);
            wrong += first == second ? 0 : 1;
        }
        return wrong;
    }

    /** The eighteen bits lie beside two finders, the one copy as the other turned over. */
    private static int version(BitMatrix seen, int size) {
        int wrong = 0;
        for (int i = size - 11; i < size - 8; i++) {
            for (int j = 0; j < TIMING; j++) {
                wrong += seen.get(i, j) == seen.get(j, i) ? 0 : 1;
            }
        }
        return wrong;
    }
}
