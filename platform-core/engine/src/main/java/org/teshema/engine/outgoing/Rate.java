package org.teshema.engine.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many requests an app may send, and how many may be under way. Thread-safe. */
final class Rate {
    static final int A_MINUTE = 60;
    static final int AT_A_TIME = 2;

    private final InstantSource clock;
    private final Deque<Instant> sent = new ArrayDeque<>();
    private int under;

    Rate(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether one more may be sent now; who got a yes says {@link #done} afterwards. */
    synchronized boolean begin() {
        Instant now = clock.instant();
        while (!sent.isEmpty() && !sent.peekFirst().plus(Duration.ofMinutes(1)).isAfter(now)) {
            sent.removeFirst();
        }
        if (under >= AT_A_TIME || sent.size() >= A_MINUTE) {
            return false;
        }
        sent.addLast(now);
        under++;
        return true;
    }

    synchronized void done() {
        under--;
    }
}
