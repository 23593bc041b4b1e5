package org.teshema.engine.gate;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One thread's way through the questions of a scan, watched by the thread that waits for it. The watcher gives up a
 * question that takes too long: the round then ends there, and the rest is asked in another round.
 */
final class Round<T> implements Runnable {
    private static final int NOT_BEGUN = -1;

    private final List<Question<T>> questions;
    private final int first;
    private final Answers<T> answers;
    private final Limits limits;
    private final Guard guard;
    private final CountDownLatch end = new CountDownLatch(1);
    private final long handedOver = System.nanoTime();

    // Guarded by this.
    private Thread worker;
    private int current = NOT_BEGUN;
    private long begun;
    private boolean givenUp;

    Round(List<Question<T>> questions, int first, Answers<T> answers, Limits limits, Guard guard) {
        this.questions = questions;
        this.first = first;
        this.answers = answers;
        this.limits = limits;
        this.guard = guard;
    }

    @Override
    public void run() {
        try {
            for (int i = first; i < questions.size(); i++) {
                if (!ask(i, questions.get(i))) {
                    return;
                }
            }
        } finally {
            end.countDown();
        }
    }

    /** Waits for the round; answers the index of the next question to ask, or -1 when no thread was free in time. */
    int awaitEnd() {
        long wait = limits.hard().toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (end.await(wait, TimeUnit.NANOSECONDS)) {
                        return questions.size();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                synchronized (this) {
                    wait = limits.hard().toNanos() - (System.nanoTime() - (current == NOT_BEGUN ? handedOver : begun));
                    if (wait <= 0 && current == NOT_BEGUN) {
                        givenUp = true;
                        return -1;
                    }
                    if (wait <= 0 && !answers.isSet(current)) {
                        return giveUp();
                    }
                    // Not over yet, or just over: the worker goes on with the next question.
                    wait = wait <= 0 ? limits.hard().toNanos() : wait;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int giveUp() {
        givenUp = true;
        Question<T> question = questions.get(current);
        answers.set(current, new Outcome.Missing<>(Gap.TOO_SLOW));
        question.to().stuck.incrementAndGet();
        question.to().times.add(limits.hard().toNanos());
        guard.lost();
        question.to()
                .fault(question.what(), "did not answer within " + limits.hard().toMillis() + " ms", limits);
        worker.interrupt();
        return current + 1;
    }

    /** Asks one question; answers false when the round was given up meanwhile. */
    private boolean ask(int index, Question<T> question) {
        Admitted who = question.to();
        synchronized (this) {
            if (givenUp) {
                return false;
            }
            worker = Thread.currentThread();
            current = index;
            begun = System.nanoTime();
        }
        if (!who.permit()) {
            answers.set(index, new Outcome.Missing<>(Gap.RESTING));
            return true;
        }
        who.inside.incrementAndGet();
        who.calls.increment();
        long start = System.nanoTime();
        Outcome<T> outcome;
        String fault = null;
        try {
            T answer = PlatformHandle.readingAs(question.reader(), question.work());
            outcome = new Outcome.Answered<>(Objects.requireNonNull(answer, "the answer is null"));
        } catch (Throwable thrown) { // an Error too: a plugin's recursion is not ours
            outcome = new Outcome.Missing<>(Gap.FAILED);
            fault = Guard.words(thrown);
        }
        long took = System.nanoTime() - start;
        who.nanos.add(took);
        who.inside.decrementAndGet();
        return ended(index, question, outcome, fault, took);
    }

    private synchronized boolean ended(int index, Question<T> question, Outcome<T> outcome, String fault, long took) {
        Admitted who = question.to();
        if (givenUp) {
            // The interrupt was meant for this call; it must not hit the next one on this thread.
            Thread.interrupted();
            who.stuck.decrementAndGet();
            guard.found();
            return false;
        }
        answers.set(index, outcome);
        if (!question.many()) {
            who.times.add(took);
        }
        if (fault != null) {
            who.fault(question.what(), "threw " + fault, limits);
        } else if (took > limits.slow().toNanos()) {
            who.slow.increment();
            who.fault(question.what(), "took " + took / 1_000_000 + " ms", limits);
        } else {
            who.good();
        }
        return true;
    }
}
