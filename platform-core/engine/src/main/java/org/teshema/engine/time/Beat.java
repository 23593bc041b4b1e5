package org.teshema.engine.time;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that does one thing over and over, with a pause in between. Thread-safe. */
public final class Beat implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor thread;
    private final Runnable work;

    private Beat(ScheduledThreadPoolExecutor thread, Runnable work) {
        this.thread = thread;
        this.work = work;
    }

    /**
     * Begins at once, on a daemon thread of that name.
     *
     * @param work MUST NOT throw
     */
    public static Beat every(Duration pause, String name, Runnable work) {
        var thread = new ScheduledThreadPoolExecutor(1, task -> {
            var daemon = new Thread(task, name);
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        var unused = thread.scheduleWithFixedDelay(work, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return new Beat(thread, work);
    }

    /** Does it once more as soon as the thread is free, without waiting for the pause to end. */
    public void now() {
        thread.execute(work);
    }

    /** Ends after what is being done, or after ten seconds. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
