package org.teshema.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The outcomes of the questions of one scan: each is set once, by the thread that asked or by the one that waits. */
final class Answers<T> {
    private final AtomicReferenceArray<Outcome<T>> outcomes;

    Answers(int size) {
        this.outcomes = new AtomicReferenceArray<>(size);
    }

    void set(int index, Outcome<T> outcome) {
        outcomes.compareAndSet(index, null, outcome);
    }

    boolean isSet(int index) {
        return outcomes.get(index) != null;
    }

    void fill(int from, Gap gap) {
        for (int i = from; i < outcomes.length(); i++) {
            set(i, new Outcome.Missing<>(gap));
        }
    }

    List<Outcome<T>> list() {
        var list = new ArrayList<Outcome<T>>(outcomes.length());
        for (int i = 0; i < outcomes.length(); i++) {
            list.add(outcomes.get(i));
        }
        return list;
    }
}
