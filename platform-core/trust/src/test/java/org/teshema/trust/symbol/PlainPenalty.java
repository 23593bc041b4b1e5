package org.teshema.trust.symbol;

/** The penalty rules of ISO/IEC 18004 clause 7.8.3 written down module by module, slowly, to check the fast ones. */
final class PlainPenalty {

    private static final boolean[] FINDER = {true, false, true, true, true, false, true};

    private PlainPenalty() {}

    interface Modules {
        boolean dark(int x, int y);
    }

    static int of(int size, Modules modules) {
        int penalty = 0;
        for (int i = 0; i < size; i++) {
            int line = i;
            penalty += line(size, position -> modules.dark(position, line));
            penalty += line(size, position -> modules.dark(line, position));
        }
        int dark = 0;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                boolean colour = modules.dark(x, y);
                dark += colour ? 1 : 0;
                if (x > 0
                        && y > 0
                        && modules.dark(x - 1, y) == colour
                        && modules.dark(x, y - 1) == colour
                        && modules.dark(x - 1, y - 1) == colour) {
                    penalty += 3;
                }
            }
        }
        double percent = 100.0 * dark / (size * size);
        return penalty + 10 * (int) (Math.abs(percent - 50) / 5);
    }

    private interface Line {
        boolean dark(int position);
    }

    private static int line(int size, Line line) {
        int penalty = 0;
        int run = 0;
        for (int i = 0; i < size; i++) {
            run = i > 0 && line.dark(i) == line.dark(i - 1) ? run + 1 : 1;
            if (run == 5) {
                penalty += 3;
            } else if (run > 5) {
                penalty += 1;
            }
        }
        for (int i = 0; i + FINDER.length <= size; i++) {
            boolean finder = true;
            for (int j = 0; j < FINDER.length; j++) {
                finder &= line.dark(i + j) == FINDER[j];
            }
            if (finder && (light(size, line, i - 4) || light(size, line, i + 7))) {
                penalty += 40;
            }
        }
        return penalty;
    }

    private static boolean light(int size, Line line, int from) {
        if (from < 0 || from + 4 > size) {
            return false;
        }
        for (int i = from; i < from + 4; i++) {
            if (line.dark(i)) {
                return false;
            }
        }
        return true;
    }
}
