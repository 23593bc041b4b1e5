package org.teshema.journeys;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, with an end. */
final class Waiting {
    private Waiting() {}

    /** Asks again and again, twenty times a second, until the condition holds or the time is over. */
    static void until(String what, Duration atMost, BooleanSupplier condition) {
        if (!whileNot(atMost, condition)) {
            throw new AssertionError("Not within " + atMost + ": " + what);
        }
    }

    /** The same; answers whether it holds. */
    static boolean whileNot(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(50_000_000);
        }
        return true;
    }
}
