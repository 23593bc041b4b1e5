package org.teshema.engine.gate;

import java.time.Duration;

/** For tests of what has nothing to do with time: in them nothing is slow but the machine. */
public final class Patient {
    /** Nobody is given up, and nobody is left out. */
    public static final Limits LIMITS = new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            4,
            1_000,
            1_000,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));

    private Patient() {}

    /** A guard with these limits. */
    public static Guard guard() {
        return Guard.of(LIMITS);
    }
}
