package org.teshema.api.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

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

    /**
     * Asks for one stretch after the other and gives them as one, as far as a call has time for.
     *
     * @param from where to begin, such as {@link PageContext#cursor}; empty for the beginning
     * @param most how many stretches at the most, from 1; each is a query
     * @param stretch what follows that cursor, such as {@code cursor -> devices.list(new DeviceQuery(…, cursor, 200))}
     * @return all of it, with a {@code next} where there is more
     */
    public static <T> Listing<T> joined(
            Optional<String> from, int most, Function<Optional<String>, Listing<T>> stretch) {
        List<T> items = new ArrayList<>();
        Optional<String> next = from;
        for (int asked = 0; asked == 0 || (asked < most && next.isPresent()); asked++) {
            Listing<T> listing = stretch.apply(next);
            items.addAll(listing.items());
            next = listing.next();
        }
        return new Listing<>(items, next);
    }

    static void checkLimit(int limit) {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("A listing has 1 to 200 items, not " + limit);
        }
    }
}
