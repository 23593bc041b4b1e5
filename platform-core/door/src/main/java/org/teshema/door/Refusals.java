package org.teshema.door;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells what was refused, each once: to whoever listens, and until somebody does to the process's error output, since there is no log
 * yet. Thread-safe.
 */
final class Refusals {
    private static final int MOST = 500;

    private final PrintStream errors;
    private final Set<Refusal> told = new LinkedHashSet<>();
    private Consumer<Refusal> listener;

    Refusals(PrintStream errors) {
        this.errors = errors;
    }

    /** Something was refused. */
    void add(Refusal refusal) {
        Consumer<Refusal> now;
        synchronized (this) {
            // Beyond that nobody reads on, and the same again is no news.
            if (told.size() >= MOST || !told.add(refusal)) {
                return;
            }
            now = listener;
        }
        if (now == null) {
            errors.println("未放行 / not let in: " + refusal);
        } else {
            now.accept(refusal);
        }
    }

    /** Tells them to that one from now on, those of before first. */
    void tell(Consumer<Refusal> next) {
        List<Refusal> before;
        synchronized (this) {
            before = listener == null ? new ArrayList<>(told) : List.of();
            listener = next;
        }
        before.forEach(next);
    }
}
