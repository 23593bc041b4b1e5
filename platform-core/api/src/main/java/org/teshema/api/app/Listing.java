package org.teshema.api.app;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A stretch of a list.
 *
 * @param items what is in it, in the list's order
 * @param next the cursor to ask for what follows; empty at the end
 * @param <T> what is listed
 */
public record Listing<T>(List<T> items, Optional<String> next) {
    public Listing {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }

    /** Nothing. */
    public static <T> Listing<T> none() {
        return new Listing<>(List.of(), Optional.empty());
    }

    static void checkLimit(int limit) {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("A listing has 1 to 200 items, not " + limit);
        }
    }
}
