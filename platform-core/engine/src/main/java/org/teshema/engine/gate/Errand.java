package org.teshema.engine.gate;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Many small questions to one plugin, asked one after the other on a thread of the guard's: what is asked of all devices is handed
 * over a slice at a time and not for each. A slice ends after a quarter of what a call may take; whoever is slow, throws or never
 * comes back costs the subject it was asked about, and no other.
 */
final class Errand<S, T> {
    private final Admitted to;
    private final String what;
    private final List<S> subjects;
    private final Function<? super S, ? extends T> work;
    private final Limits limits;
    private final Answers<T> answers;
    private final long slice;
    private final long patience;

    // Where the thread is that asks; a thread that was given up finds another turn and touches nothing any more.
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();

    Errand(Admitted to, String what, List<S> subjects, Function<? super S, ? extends T> work, Limits limits) {
        this.to = to;
        this.what = what;
        this.subjects = subjects;
        this.work = work;
        this.limits = limits;
        this.answers = new Answers<>(subjects.size());
        this.slice = limits.slow().toNanos() / 4;
        this.patience = limits.hard().toNanos() - limits.slow().toNanos() / 8;
    }

    boolean isOver() {
        return next.get() >= subjects.size();
    }

    List<Outcome<T>> outcomes() {
        return answers.list();
    }

    /** Asks about as many as a slice has time for. */
    Boolean slice() {
        int mine = turn.get();
        int asked = 0;
        long began = System.nanoTime();
        long until = began + slice;
        for (int i = next.get(); i < subjects.size() && mine == turn.get(); i++) {
            Outcome<T> outcome = ask(subjects.get(i), began);
            if (mine != turn.get() || isGivenUp(began)) {
                break;
            }
            answers.set(i, outcome);
            next.compareAndSet(i, i + 1);
            asked++;
            if (System.nanoTime() - until >= 0) {
                break;
            }
        }
        // The slice itself is counted as one call.
        to.calls.add(asked - 1L);
        return true;
    }

    private Outcome<T> ask(S subject, long began) {
        try {
            T answer = work.apply(subject);
            return new Outcome.Answered<>(java.util.Objects.requireNonNull(answer, "the answer is null"));
        } catch (Throwable thrown) { // an Error too: a plugin's recursion is not ours
            // What is thrown so late is the answer to the guard's interrupt, and the guard tells that it took too long.
            if (!isGivenUp(began)) {
                to.told(what, "threw " + Guard.words(thrown), limits);
            }
            return new Outcome.Missing<>(Gap.FAILED);
        }
    }

    /**
     * Whether nobody waits for a slice any more that began then: the guard interrupts first and turns the errand over a moment
     * later, and meanwhile the thread that comes back must touch nothing.
     */
    private boolean isGivenUp(long began) {
        return System.nanoTime() - began >= patience;
    }

    /** The slice did not come to its end. */
    void ended(Gap gap) {
        turn.incrementAndGet();
        if (gap == Gap.TOO_SLOW || gap == Gap.FAILED) {
            answers.set(next.getAndIncrement(), new Outcome.Missing<>(gap));
        } else {
            // Nobody was asked, and nobody will be soon.
            answers.fill(next.getAndSet(subjects.size()), gap);
        }
    }
}
