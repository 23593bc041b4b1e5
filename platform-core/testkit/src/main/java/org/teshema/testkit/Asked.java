package org.teshema.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks a plugin as the platform does: it waits 2 seconds and no longer, takes no null, and lets nothing thrown through. What
 * is wrong is told by the name of the method and the rule it breaks.
 */
final class Asked {
    /** What {@link org.teshema.api.plugin.Plugin} promises of a view. */
    static final Duration VIEW = Duration.ofMillis(200);
    /** What it promises of everything else. */
    static final Duration REST = Duration.ofMillis(50);
    /** What starting and stopping may take. */
    static final Duration START_OR_STOP = Duration.ofSeconds(5);

    /** What a job may take. */
    static final Duration JOB = Duration.ofSeconds(10);

    private static final Duration GIVE_UP = Duration.ofSeconds(2);

    private Asked() {}

    /** The answer, however long it took, within the time after which the platform stops waiting. */
    static <T> T once(String what, Supplier<T> question) {
        return within(what, GIVE_UP, question).value();
    }

    /** The answer, given within the limit by the fastest of three calls: a busy machine is no fault of the plugin's. */
    static <T> T quickly(String what, Duration limit, Supplier<T> question) {
        Answer<T> answer = within(what, GIVE_UP, question);
        long fastest = answer.nanos();
        for (int more = 0; more < 2 && fastest > limit.toNanos(); more++) {
            fastest = Math.min(fastest, within(what, GIVE_UP, question).nanos());
        }
        if (fastest > limit.toNanos()) {
            throw new AssertionError(what + " took " + fastest / 1_000_000 + " ms at best; it has " + limit.toMillis()
                    + " ms, and the scan goes on without a plugin that is slow too often");
        }
        return answer.value();
    }

    /** Has something done within the limit. */
    static void done(String what, Duration limit, Runnable work) {
        within(what, limit, () -> {
            work.run();
            return "";
        });
    }

    private record Answer<T>(T value, long nanos) {}

    private static <T> Answer<T> within(String what, Duration limit, Supplier<T> question) {
        var answer = new CompletableFuture<Answer<T>>();
        var thread = new Thread(
                () -> {
                    long began = System.nanoTime();
                    try {
                        T value = question.get();
                        answer.complete(new Answer<>(value, System.nanoTime() - began));
                    } catch (Throwable thrown) { // an Error too: the platform survives a plugin's recursion
                        answer.completeExceptionally(thrown);
                    }
                },
                "plugin-contract");
        thread.setDaemon(true);
        thread.start();
        try {
            Answer<T> given = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (given.value() == null) {
                throw new AssertionError(
                        what + " answered null; a plugin answers an empty list, an empty view or Optional.empty()");
            }
            return given;
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new AssertionError(
                    what + " did not come back within " + limit.toMillis() + " ms, when nobody waits any longer", e);
        } catch (ExecutionException e) {
            throw thrown(what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + " was interrupted", e);
        }
    }

    private static AssertionError thrown(String what, Throwable thrown) {
        if (thrown instanceof UnsupportedOperationException) {
            return new AssertionError(
                    what + " tried to change what it was given; everything handed to a plugin is read-only (" + thrown
                            + ")",
                    thrown);
        }
        return new AssertionError(
                what + " threw " + thrown + "; a plugin answers and never throws: the scan would show a gap", thrown);
    }
}
