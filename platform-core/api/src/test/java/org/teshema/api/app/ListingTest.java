package org.teshema.api.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListingTest {
    private final List<Optional<String>> asked = new ArrayList<>();

    @Test
    void stretches_are_joined_in_their_order_to_the_end() {
        assertEquals(
                new Listing<>(List.of(0, 1, 2, 3, 4, 5), Optional.empty()),
                Listing.joined(Optional.empty(), 9, this::pairOfThree));
        assertEquals(List.of(Optional.empty(), Optional.of("1"), Optional.of("2")), asked);
    }

    @Test
    void no_more_is_asked_for_than_there_is_time_and_the_rest_goes_on_from_there() {
        Listing<Integer> first = Listing.joined(Optional.empty(), 2, this::pairOfThree);
        assertEquals(new Listing<>(List.of(0, 1, 2, 3), Optional.of("2")), first);
        assertEquals(
                List.of(4, 5),
                Listing.joined(first.next(), 2, this::pairOfThree).items());
        assertEquals(3, asked.size());
    }

    /** Two items under each of the cursors "nothing", 1 and 2. */
    private Listing<Integer> pairOfThree(Optional<String> cursor) {
        asked.add(cursor);
        int at = cursor.map(Integer::parseInt).orElse(0);
        return new Listing<>(
                List.of(2 * at, 2 * at + 1), at == 2 ? Optional.empty() : Optional.of(Integer.toString(at + 1)));
    }
}
