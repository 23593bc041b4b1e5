package org.teshema.engine.gate;

import java.time.Duration;

/**
 * How long plugins may take.
 *
 * @param slow what a call may take; a slower one is answered but counts as a fault
 * @param hard when nobody waits any longer
 * @param threads most threads that are in plugins at a time, not counting those that never came back
 * @param faults so many faults among the last {@code window} calls and the plugin is left out for a while
 * @param window calls looked at
 * @param rest how long it is left out before it is tried again
 * @param quiet least time between two log lines about the same plugin's faults
 */
public record Limits(Duration slow, Duration hard, int threads, int faults, int window, Duration rest, Duration quiet) {
    public Limits {
        if (slow.isNegative() || slow.isZero() || hard.compareTo(slow) < 0) {
            throw new IllegalArgumentException("Limits are positive and hard is not below slow: " + slow + ", " + hard);
        }
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("1 to 256 threads work for plugins, not " + threads);
        }
        if (faults < 1 || window < faults) {
            throw new IllegalArgumentException(
                    "Faults are counted in a window at least as large: " + faults + ", " + window);
        }
    }

    /** The promise of the plugin contract: 200 ms, and an end after 2 s. */
    public static Limits standard() {
        return new Limits(
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                16,
                5,
                10,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1));
    }
}
