package org.teshema.engine.gate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One thread's way through the questions of a scan, watched by another one. The watcher gives up a question that takes too long or too
 * much. On a thread of the guard's the one that waits for it watches; the round then ends there, and the rest is asked in another
 * round. On the thread of whoever asks it is the {@link Watch}, and the round goes on when the thread has come back.
 */
final class Round<T> implements Runnable {
    private static final int NOT_BEGUN = -1;
    /** How often a call is looked at that has not come back. */
    static final long LOOK_MILLIS = 10;
    /** How often at first: healthy ones are over before the first look, and in ten milliseconds memory can be asked for by the 100 MiB. */
    private static final long FIRST_LOOK_MILLIS = 2;

    private static final int FIRST_LOOKS = 10;
    /** Who has computed so long goes on behind everybody else. */
    private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

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
    // Whether it runs on the thread of whoever asks.
    private boolean here;
    // Whether its thread was put behind others, and so serves nobody else.
    private boolean behind;
    private int next;

    // What its thread had used when the question began, or, of one on the thread of whoever asks, when it was looked at
    // first.
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
            for (int i = first; i < questions.size() && !isBehind(); i++) {
                next = i + 1;
                if (!answers.isSet(i) && !ask(i, questions.get(i))) {
                    break;
                }
            }
        } finally {
            end.countDown();
        }
        if (isBehind()) {
            throw Workers.retirement();
        }
    }

    private synchronized boolean isBehind() {
        return behind;
    }

    /** Asks, on this thread, what scans ask those plugins that are known to come back; answers whether that was all. */
    boolean here(Watch watch) {
        here = true;
        boolean all = true;
        watch.begin(this);
        try {
            for (int i = 0; i < questions.size(); i++) {
                Question<T> question = questions.get(i);
                Standing standing = question.to().standing;
                if (question.isScan() && standing.lend()) {
                    try {
                        ask(i, question);
                    } finally {
                        standing.back();
                    }
                } else {
                    all = false;
                }
            }
        } finally {
            watch.end(this);
        }
        return all;
    }

    /** Looks at the call that runs, if one does. */
    synchronized void look() {
        if (inside && !givenUp) {
            isGivenUp(questions.get(current));
        }
    }

    /** Waits for the round; answers the index of the next question to ask, or -1 when no thread was free in time. */
    int awaitEnd() {
        boolean interrupted = false;
        int looks = 0;
        try {
            while (true) {
                looks++;
                try {
                    if (end.await(looks > FIRST_LOOKS ? LOOK_MILLIS : FIRST_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        return next;
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
        Usage used = now.since(before);
        String beyond = used.beyond(limits.cost(question));
        if (!beyond.isEmpty()) {
            giveUp(question, Gap.TOO_COSTLY, beyond);
            return true;
        }
        if (!here && !behind && used.cpu() > BEHIND_NANOS) {
            behind = true;
            Workers.behind(worker);
        }
        if (!overdue && (took > limits.slow().toNanos() || used.isHalf(limits.cost(question)))) {
            // Others must not wait for the threads that are with it, nor all processors be with it.
            overdue = true;
            question.to().overdue.incrementAndGet();
            question.to().standing.late();
            lost();
        }
        return false;
    }

    private void giveUp(Question<T> question, Gap gap, String words) {
        givenUp = true;
        answers.set(current, new Outcome.Missing<>(gap));
        question.to().stuck.incrementAndGet();
        question.to().times.add(limits.hard(question).toNanos());
        question.to().standing.late();
        if (overdue) {
            overdue = false;
            question.to().overdue.decrementAndGet();
        } else {
            lost();
        }
        if (gap == Gap.TOO_COSTLY && question.isRead()) {
            question.to().costly(question.what(), words, limits);
        } else {
            question.to().fault(question.what(), words, limits);
        }
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
            if (!here) {
                // A scan's own thread is spared that.
                watched = index;
                before = Usage.of(worker);
            }
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
            found();
            givenUp = !here;
            return here;
        }
        if (overdue) {
            overdue = false;
            who.overdue.decrementAndGet();
            found();
        }
        answers.set(index, outcome);
        if (!question.isOfMany()) {
            who.times.add(took);
        }
        if (fault != null) {
            who.standing.threw();
            who.fault(question.what(), "threw " + fault, limits);
        } else if (took > limits.slow(question).toNanos()) {
            who.slow.increment();
            who.standing.late();
            who.fault(question.what(), "took " + took / 1_000_000 + " ms", limits);
        } else {
            who.good();
        }
        return true;
    }

    /** A thread of the guard's stays in a plugin; one of whoever asks is nobody's to replace. */
    private void lost() {
        if (!here) {
            guard.lost();
        }
    }

    private void found() {
        if (!here) {
            guard.found();
        }
    }
}
