package org.teshema.engine.time;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads and in other processes, for as long as a busy machine may need. */
public final class Eventually {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private Eventually() {}

    /** Looks again and again until it is so. */
    public static void eventually(BooleanSupplier condition) {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, () -> "did not happen within " + LONGEST.toSeconds() + " s");
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }
}
