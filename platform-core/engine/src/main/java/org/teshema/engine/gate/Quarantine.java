package org.teshema.engine.gate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Who is left out again and again is not tried every few seconds any more: each try costs somebody's scan. Times are those of
 * {@link System#nanoTime}. Thread-safe.
 */
final class Quarantine {
    /** So many times within {@link #WITHIN}. */
    static final int OPENINGS = 3;

    static final long WITHIN = 600_000_000_000L;

    private final long length;
    private final Deque<Long> openings = new ArrayDeque<>();
    private volatile boolean begun;
    private volatile long end;

    /** A quarantine of that many nanoseconds. */
    Quarantine(long length) {
        this.length = length;
    }

    /** It was left out once more; answers whether the quarantine begins with this. */
    synchronized boolean opened(long now) {
        while (!openings.isEmpty() && now - openings.peek() > WITHIN) {
            openings.poll();
        }
        openings.add(now);
        if (openings.size() < OPENINGS) {
            return false;
        }
        openings.clear();
        end = now + length;
        begun = true;
        return true;
    }

    /** Whether it is in quarantine. */
    boolean holds(long now) {
        return begun && now - end < 0;
    }
}
