package org.teshema.engine.gate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.teshema.api.archive.Audience;

/**
 * The only way into a plugin. Calls run on threads of the guard's own, so that a plugin that never comes back costs a
 * thread and not an answer; all questions of one scan share one hand-over. Plugins that are known to come back are spared it and run
 * on the thread of whoever asks, see {@link Standing}. Thread-safe.
 *
 * <p>Who does not answer within the hard limit is interrupted and no longer waited for; who is slow or throws is counted
 * and, after too many faults, left out for a while. So is who computes or allocates too much, and its thread is recalled (see
 * {@link Recall}). A plugin in which {@value #MOST_STUCK} threads are lost is not called again until they come back.
 */
@Component(service = Guard.class, configurationPid = "org.teshema.gate")
public class Guard implements AutoCloseable {
    /** So many threads may be lost in one plugin. */
    static final int MOST_STUCK = 4;

    private static final int WAITING = 512;
    private static final int MOST_THREADS = 512;

    private final Limits limits;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger lost = new AtomicInteger();
    private final Watch watch = new Watch();

    /** Configuration {@code org.teshema.gate}. */
    public @interface Config {
        /** What a call may take, in milliseconds; a slower one is answered but counts as a fault. */
        int slow_ms() default 200;

        /** When nobody waits any longer, in milliseconds. */
        int hard_ms() default 2000;

        /** Threads that may be in plugins at a time. */
        int threads() default 16;

        /** So many faults among the last calls and a plugin is left out for a while. */
        int faults() default 5;

        /** How many last calls are looked at. */
        int window() default 10;

        /** For how many seconds it is left out. */
        int rest_seconds() default 10;

        /** Least seconds between two log lines about the same plugin. */
        int quiet_seconds() default 60;

        /** When nobody waits any longer for what somebody does, such as the check of an entry, in milliseconds. */
        int deed_ms() default 10_000;

        /** What one call may compute, in milliseconds of processor time. */
        int cpu_ms() default 250;

        /** What one call may ask for, in MiB of memory, kept or not. */
        int memory_mib() default 32;

        /** For how many minutes a plugin is left out that was left out three times in ten minutes. */
        int quarantine_minutes() default 15;

        /** After so many calls of which none was late a plugin is asked on the thread of whoever asks; 0 for never. */
        int proven_calls() default Limits.PROVEN;
    }

    /** A guard with the configured limits. */
    @Activate
    public Guard(Config config) {
        this(new Limits(
                Duration.ofMillis(config.slow_ms()),
                Duration.ofMillis(config.hard_ms()),
                config.threads(),
                config.faults(),
                config.window(),
                Duration.ofSeconds(config.rest_seconds()),
                Duration.ofSeconds(config.quiet_seconds()),
                Duration.ofMillis(config.deed_ms()),
                new Limits.Cost(Duration.ofMillis(config.cpu_ms()), (long) config.memory_mib() << 20),
                Duration.ofMinutes(config.quarantine_minutes()),
                config.proven_calls()));
    }

    /** A guard with these limits. */
    public static Guard of(Limits limits) {
        return new Guard(limits);
    }

    /** For those in this package alone: nobody else makes another kind of guard. */
    Guard(Limits limits) {
        this.limits = limits;
        this.threads = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                new Workers(watch));
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** The limits it keeps. */
    public Limits limits() {
        return limits;
    }

    /** Asks one plugin. Never throws. */
    public <T> Outcome<T> ask(Question<T> question) {
        return ask(List.of(question)).get(0);
    }

    /** Asks several plugins, one after the other; the outcomes stand in the order of the questions. Never throws. */
    public <T> List<Outcome<T>> ask(List<Question<T>> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        var answers = new Answers<T>(questions.size());
        if (limits.proven() == 0
                || !isSomeScan(questions)
                || !new Round<>(questions, 0, answers, limits, this).here(watch)) {
            handOver(questions, answers);
        }
        return answers.list();
    }

    private static boolean isSomeScan(List<? extends Question<?>> questions) {
        for (Question<?> question : questions) {
            if (question.isScan() && question.to().standing.isTrusted()) {
                return true;
            }
        }
        return false;
    }

    private <T> void handOver(List<Question<T>> questions, Answers<T> answers) {
        int next = 0;
        while (next < questions.size()) {
            var round = new Round<>(questions, next, answers, limits, this);
            try {
                threads.execute(round);
            } catch (RejectedExecutionException e) {
                answers.fill(next, Gap.BUSY);
                break;
            }
            next = round.awaitEnd();
            if (next < 0) {
                threads.remove(round);
                answers.fill(0, Gap.BUSY);
                break;
            }
        }
    }

    /**
     * Asks one plugin the same about many subjects. The outcomes stand in the order of the subjects. What it throws is counted as a
     * fault but does not leave it out of scans: who asks about everything meets every odd device there is. Never throws.
     *
     * @param what name of what is asked, for the log
     * @param reader for whom the plugin's archive is masked meanwhile
     * @param work asks about one subject; never answers null
     */
    public <S, T> List<Outcome<T>> each(
            Admitted to, String what, Audience reader, List<S> subjects, Function<? super S, ? extends T> work) {
        var errand = new Errand<S, T>(to, what, subjects, work, limits);
        while (!errand.isOver()) {
            if (ask(new Question<>(to, what, Reader.of(reader), errand::slice, Question.Nature.MANY))
                    instanceof Outcome.Missing<Boolean> missing) {
                errand.ended(missing.gap());
            }
        }
        return errand.outcomes();
    }

    /**
     * Runs a step of admission or leaving in a plugin.
     *
     * @throws PluginFault saying what went wrong: it threw, or took longer than the limit
     */
    <T> T step(String what, Duration limit, Callable<T> work) throws PluginFault {
        Future<T> future;
        try {
            future = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw new PluginFault(what, "系统繁忙", "the system is busy");
        }
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new PluginFault(what, words(e.getCause()), words(e.getCause()));
        } catch (TimeoutException e) {
            future.cancel(true);
            String took = limit.toMillis() + " ms";
            throw new PluginFault(what, "超过 " + took, "took longer than " + took);
        } catch (InterruptedException | CancellationException e) {
            future.cancel(true);
            throw new PluginFault(what, "被中断", "was interrupted");
        }
    }

    /** A thread stays in a plugin, or stays long: another one takes its place. */
    void lost() {
        resize(lost.incrementAndGet());
    }

    /** It came back after all. */
    void found() {
        resize(lost.decrementAndGet());
    }

    private synchronized void resize(int missing) {
        int size = Math.min(limits.threads() + Math.max(0, missing), MOST_THREADS);
        if (size > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }

    /** A throwable in a few words: its class, its message and where it came from. */
    public static String words(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String at = trace.length == 0 ? "" : " at " + trace[0];
        String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        String words = thrown.getClass().getName() + message + at;
        return words.length() > 400 ? words.substring(0, 400) + "…" : words;
    }

    @Override
    @Deactivate
    public void close() {
        watch.close();
        threads.shutdownNow();
    }
}
