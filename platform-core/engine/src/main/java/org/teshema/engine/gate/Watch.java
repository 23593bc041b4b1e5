package org.teshema.engine.gate;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after the calls that run on the threads of those who ask: nobody else waits for them. It is one thread that looks around every
 * few milliseconds and sleeps when there was nothing to see for a second, so that a call costs it nothing. It also starts the threads
 * that others may not start, see {@link Workers}. Thread-safe.
 */
final class Watch implements AutoCloseable, Executor {
    private static final int LOOKS_UNTIL_ASLEEP = 100;

    private final Set<Round<?>> rounds = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::look, "teshema-plugin-watch");
    private volatile boolean asleep;
    private volatile boolean over;

    Watch() {
        thread.setDaemon(true);
        thread.start();
    }

    /** That round runs from now on, until it is {@link #over}. */
    void begin(Round<?> round) {
        rounds.add(round);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /** That round is over. */
    void end(Round<?> round) {
        rounds.remove(round);
    }

    /** Does that soon, on its own thread. */
    @Override
    public void execute(Runnable errand) {
        errands.add(errand);
        LockSupport.unpark(thread);
    }

    private void look() {
        int quiet = 0;
        while (!over) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(Round.LOOK_MILLIS));
            rounds.forEach(Round::look);
            for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
                errand.run();
            }
            quiet = rounds.isEmpty() ? quiet + 1 : 0;
            if (quiet > LOOKS_UNTIL_ASLEEP) {
                sleep();
                quiet = 0;
            }
        }
    }

    private void sleep() {
        asleep = true;
        // Who came before that was seen by nobody; who comes after it wakes this thread.
        while (rounds.isEmpty() && errands.isEmpty() && !over) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }
}
