package org.teshema.engine.gate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One thread's way through the questions of a scan, watched by the thread that waits for it. The watcher gives up a
 * question that takes too long or too much: the round then ends there, and the rest is asked in another round.
 */
final class Round<T> implements Runnable {
    private static final int NOT_BEGUN = -1;
    /** How often a call is looked at that has not come back: healthy ones are over before the first look. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

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
    private boolean inside;
    private boolean overdue;
    private boolean givenUp;

    // The watcher's own: which question it looked at last, and what its thread had used then.
    private int watched = NOT_BEGUN;
    private Usage before = new Usage(0, 0);

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
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (end.await(LOOK, TimeUnit.NANOSECONDS)) {
                        return questions.size();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                synchronized (this) {
                    if (current == NOT_BEGUN) {
                        if (System.nanoTime() - handedOver >= limits.hard().toNanos()) {
                            givenUp = true;
                            return -1;
                        }
                    } else if (inside) {
                        if (isGivenUp(questions.get(current))) {
                            return current + 1;
                        }
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks at the call that runs; answers whether it was given up. */
    private boolean isGivenUp(Question<T> question) {
        Usage now = Usage.of(worker);
        if (watched != current) {
            watched = current;
            before = now;
        }
        long took = System.nanoTime() - begun;
        if (took >= limits.hard(question).toNanos()) {
            giveUp(
                    question,
                    Gap.TOO_SLOW,
                    "did not answer within " + limits.hard(question).toMillis() + " ms");
            return true;
        }
        String beyond = now.since(before).beyond(limits.cost(question));
        if (!beyond.isEmpty()) {
            giveUp(question, Gap.TOO_COSTLY, beyond);
            return true;
        }
        if (!overdue && took > limits.slow().toNanos()) {
            // Others must not wait for the threads that are with it.
            overdue = true;
            question.to().overdue.incrementAndGet();
            guard.lost();
        }
        return false;
    }

    private void giveUp(Question<T> question, Gap gap, String words) {
        givenUp = true;
        answers.set(current, new Outcome.Missing<>(gap));
        question.to().stuck.incrementAndGet();
        question.to().times.add(limits.hard(question).toNanos());
        if (overdue) {
            question.to().overdue.decrementAndGet();
        } else {
            guard.lost();
        }
        question.to().fault(question.what(), words, limits);
        worker.interrupt();
    }

    /** Asks one question; answers false when the round was given up meanwhile. */
    private boolean ask(int index, Question<T> question) {
        Admitted who = question.to();
        synchronized (this) {
            if (givenUp) {
                return false;
            }
            Optional<Gap> closed = who.enter(limits);
            if (closed.isPresent()) {
                answers.set(index, new Outcome.Missing<>(closed.get()));
                return true;
            }
            worker = Thread.currentThread();
            current = index;
            begun = System.nanoTime();
            inside = true;
        }
        who.calls.increment();
        Outcome<T> outcome;
        String fault = null;
        try {
            T answer = PlatformHandle.readingAs(question.reader(), question.work());
            outcome = new Outcome.Answered<>(Objects.requireNonNull(answer, "the answer is null"));
        } catch (Throwable thrown) { // an Error too: a plugin's recursion is not ours
            outcome = new Outcome.Missing<>(Gap.FAILED);
            fault = Guard.words(thrown);
        }
        return ended(index, question, outcome, fault);
    }

    private synchronized boolean ended(int index, Question<T> question, Outcome<T> outcome, String fault) {
        Admitted who = question.to();
        long took = System.nanoTime() - begun;
        who.nanos.add(took);
        who.leave();
        inside = false;
        if (givenUp) {
            // The interrupt was meant for this call; it must not hit the next one on this thread.
            Thread.interrupted();
            who.stuck.decrementAndGet();
            guard.found();
            return false;
        }
        if (overdue) {
            overdue = false;
            who.overdue.decrementAndGet();
            guard.found();
        }
        answers.set(index, outcome);
        if (!question.isOfMany()) {
            who.times.add(took);
        }
        if (fault != null) {
            who.fault(question.what(), "threw " + fault, limits);
        } else if (took > limits.slow(question).toNanos()) {
            who.slow.increment();
            who.fault(question.what(), "took " + took / 1_000_000 + " ms", limits);
        } else {
            who.good();
        }
        return true;
    }
}
