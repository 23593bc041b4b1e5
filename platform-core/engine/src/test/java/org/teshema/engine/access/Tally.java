package org.teshema.engine.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cells of a matrix: each compared, counted by the way it was looked at, and those that are wrong told together. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final int TOLD = 20;

    private final Map<String, Integer> cells = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final long begun = System.nanoTime();

    /**
     * One cell.
     *
     * @param what it is and for whom, asked when it is wrong
     */
    void cell(String way, Supplier<String> what, Object expected, Object is) {
        cells.merge(way, 1, Integer::sum);
        if (!Objects.equals(expected, is)) {
            wrong.add(way + " " + what.get() + ": " + expected + " not " + is);
        }
    }

    /** All were right, and there are not fewer than so many of them. */
    void isRight(String matrix, int least) {
        int all = cells.values().stream().mapToInt(Integer::intValue).sum();
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        LOG.info("{}: {} cells in {} ms {}", matrix, all, millis, cells);
        assertEquals(List.of(), wrong.subList(0, Math.min(TOLD, wrong.size())), () -> wrong.size() + " of " + all);
        assertTrue(all >= least, () -> "the matrix has shrunk to " + all + " cells");
    }
}
