package org.teshema.engine.gate;

import java.time.Duration;

/**
 * How long plugins may take, and how much.
 *
 * @param slow what a call may take; a slower one is answered but counts as a fault
 * @param hard when nobody waits any longer
 * @param threads most threads that are in plugins at a time, not counting those that are slow or never came back
 * @param faults so many faults among the last {@code window} calls and the plugin is left out for a while
 * @param window calls looked at
 * @param rest how long it is left out before it is tried again
 * @param quiet least time between two log lines about the same plugin's faults
 * @param deed when nobody waits any longer for what somebody does, such as the check of an entry, instead of {@code hard}
 * @param cost what one call may use meanwhile
 * @param quarantine how long a plugin is left out that was left out {@value Quarantine#OPENINGS} times in ten minutes
 * @param proven after so many calls of which none was late a plugin is asked on the thread of whoever asks; 0 for never
 */
public record Limits(
        Duration slow,
        Duration hard,
        int threads,
        int faults,
        int window,
        Duration rest,
        Duration quiet,
        Duration deed,
        Cost cost,
        Duration quarantine,
        int proven) {
    /** After so many good calls a plugin is known to come back, unless something else is configured. */
    static final int PROVEN = 1_000;

    /** What a call may use of the machine unless something else is configured. */
    static final Cost USUAL = new Cost(Duration.ofMillis(250), 32L << 20);

    private static final int DEED_FACTOR = 5;

    /**
     * What one call may use; looked at every few milliseconds while it runs.
     *
     * @param cpu processor time
     * @param bytes memory asked for, kept or not
     */
    public record Cost(Duration cpu, long bytes) {
        public Cost {
            if (cpu.isNegative() || cpu.isZero() || bytes < 1) {
                throw new IllegalArgumentException("A call may use something: " + cpu + ", " + bytes + " bytes");
            }
        }
    }

    public Limits {
        if (slow.isNegative() || slow.isZero() || hard.compareTo(slow) < 0 || deed.compareTo(hard) < 0) {
            throw new IllegalArgumentException(
                    "Limits are positive and none is below the one before: " + slow + ", " + hard + ", " + deed);
        }
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("1 to 256 threads work for plugins, not " + threads);
        }
        if (faults < 1 || window < faults) {
            throw new IllegalArgumentException(
                    "Faults are counted in a window at least as large: " + faults + ", " + window);
        }
        if (proven < 0) {
            throw new IllegalArgumentException("A plugin is proven after some calls, or never with 0, not " + proven);
        }
    }

    /** Limits of time alone; what a call costs and a deed takes is as usual. */
    public Limits(Duration slow, Duration hard, int threads, int faults, int window, Duration rest, Duration quiet) {
        this(
                slow,
                hard,
                threads,
                faults,
                window,
                rest,
                quiet,
                hard.multipliedBy(DEED_FACTOR),
                USUAL,
                Duration.ofMinutes(15),
                PROVEN);
    }

    /** The promise of the plugin contract: 200 ms, and an end after 2 s; 10 s for what somebody does. */
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

    /** The same, with another number of good calls. */
    public Limits provenAfter(int calls) {
        return new Limits(slow, hard, threads, faults, window, rest, quiet, deed, cost, quarantine, calls);
    }

    /** When nobody waits any longer for that. */
    Duration hard(Question<?> question) {
        return question.isDeed() ? deed : hard;
    }

    /** What a call may take before it counts as slow. */
    Duration slow(Question<?> question) {
        return question.isDeed() ? hard : slow;
    }

    /** What a call may use. */
    Cost cost(Question<?> question) {
        return question.isDeed() ? new Cost(cost.cpu().multipliedBy(DEED_FACTOR), cost.bytes()) : cost;
    }
}
