package org.teshema.engine.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is computed for a thread in another process while it waits there for an answer: counted as if the thread had computed it, so that a
 * call may cost the same wherever its plugin runs. Thread-safe.
 */
public final class Elsewhere {
    private static final Map<Thread, AtomicLong> COMPUTED = new ConcurrentHashMap<>();

    private Elsewhere() {}

    /** This thread begins to wait; whoever looks on tells here how many nanoseconds were computed for it so far. */
    public static AtomicLong begin() {
        var computed = new AtomicLong();
        COMPUTED.put(Thread.currentThread(), computed);
        return computed;
    }

    /** This thread waits no longer. */
    public static void end() {
        COMPUTED.remove(Thread.currentThread());
    }

    /** What has been computed for that thread, in nanoseconds; 0 where it waits for nobody. */
    static long of(Thread thread) {
        AtomicLong computed = COMPUTED.get(thread);
        return computed == null ? 0 : computed.get();
    }
}
