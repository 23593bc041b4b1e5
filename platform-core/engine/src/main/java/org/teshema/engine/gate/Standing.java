package org.teshema.engine.gate;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a plugin is known to come back. Who answered often enough and was never late is asked on the thread of whoever asks, which
 * saves a hand-over; who is late once loses that and has to answer ten times as often before it is trusted again. Thread-safe.
 *
 * <p>Even of the trusted no more than {@value Guard#MOST_STUCK} calls at a time are on such threads: that many can be lost to a
 * plugin that stops coming back, and no more.
 */
final class Standing {
    private static final int STRICTER = 10;
    private static final int MOST_CALLS = 1_000_000_000;

    private final AtomicInteger lent = new AtomicInteger();
    // Good calls it still has to answer; 0 when it is trusted. The common case of a call is one read of it.
    private final AtomicInteger left;
    private final boolean never;
    private volatile int needed;

    /**
     * Of a plugin that nothing is known of.
     *
     * @param needed so many good calls and it is trusted; 0 for never
     */
    Standing(int needed) {
        this.never = needed == 0;
        this.needed = needed;
        this.left = new AtomicInteger(needed);
    }

    /** Never trusted: it lives elsewhere. */
    static Standing none() {
        return new Standing(0);
    }

    boolean isTrusted() {
        return !never && left.get() == 0;
    }

    /** Whether one more call may be made on a thread of whoever asks; who gets a yes MUST say {@link #back}. */
    boolean lend() {
        if (!isTrusted()) {
            return false;
        }
        if (lent.incrementAndGet() <= Guard.MOST_STUCK) {
            return true;
        }
        lent.decrementAndGet();
        return false;
    }

    /** A call on such a thread has come back. */
    void back() {
        lent.decrementAndGet();
    }

    /** It answered in time. */
    void good() {
        if (left.get() > 0) {
            left.getAndUpdate(calls -> Math.max(0, calls - 1));
        }
    }

    /** It threw: what counts is answering in a row. Who is trusted stays so, since throwing is coming back. */
    void threw() {
        left.getAndUpdate(calls -> calls == 0 ? 0 : needed);
    }

    /** It was late, or was given up. */
    synchronized void late() {
        if (isTrusted()) {
            needed = (int) Math.min((long) needed * STRICTER, MOST_CALLS);
        }
        left.set(needed);
    }
}
