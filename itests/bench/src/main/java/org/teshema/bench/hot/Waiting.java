package org.teshema.bench.hot;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Waits for what has to happen soon. */
final class Waiting {
    private static final long PATIENCE = 60_000_000_000L;

    private Waiting() {}

    /** Something that is so or not yet. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Looks every few milliseconds; an IllegalStateException after a minute. */
    static void until(String what, Condition condition) throws IOException {
        long began = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - began > PATIENCE) {
                throw new IllegalStateException("Did not happen within a minute: " + what);
            }
            LockSupport.parkNanos(3_000_000);
        }
    }
}
