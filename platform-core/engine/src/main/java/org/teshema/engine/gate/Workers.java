package org.teshema.engine.gate;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads on which plugins are asked. Who computes for long there is put {@link #behind} everybody else: it goes on while a
 * processor has nothing better to do. Thread-safe.
 *
 * <p>What the operating system calls nice is lowered by anybody and raised by nobody but the administrator, and a new thread is as nice as
 * the one that starts it. So a thread that was put behind ends after its round ({@link #retirement}), and its successor is started by another.
 */
// Priorities are not relied upon: what is right without them is quicker with them.
@SuppressWarnings("ThreadPriorityCheck")
final class Workers implements ThreadFactory {
    private static final long STACK = 512L * 1024;

    private final AtomicInteger names = new AtomicInteger();
    private final Executor starter;

    /**
     * Workers of a guard.
     *
     * @param starter starts threads where one that is behind would have to
     */
    Workers(Executor starter) {
        this.starter = starter;
    }

    /** From now on that thread works when nobody else wants to. Needs the options of the JVM that the distribution sets. */
    static void behind(Thread worker) {
        worker.setPriority(Thread.MIN_PRIORITY);
    }

    /** To be thrown at the end of a round to end its thread, which is then replaced. */
    static RuntimeException retirement() {
        return new Retired();
    }

    @Override
    public Thread newThread(Runnable work) {
        var worker = new Worker(work);
        worker.setDaemon(true);
        worker.setPriority(Thread.NORM_PRIORITY);
        worker.setUncaughtExceptionHandler((thread, thrown) -> {
            if (!(thrown instanceof Retired)) {
                thread.getThreadGroup().uncaughtException(thread, thrown);
            }
        });
        return worker;
    }

    private final class Worker extends Thread {
        Worker(Runnable work) {
            super(null, work, "teshema-plugin-" + names.incrementAndGet(), STACK);
        }

        @Override
        public void start() {
            if (Thread.currentThread().getPriority() < Thread.NORM_PRIORITY) {
                starter.execute(super::start);
            } else {
                super.start();
            }
        }
    }

    /** Not a fault: the end of a thread that was put behind. */
    private static final class Retired extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Retired() {
            super(null, null, false, false);
        }
    }
}
