package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final AtomicInteger worked = new AtomicInteger();
    private final Remembered<Integer> kept = new Remembered<>(2);

    private int ask(long device, Object stamp) {
        return kept.get(device, stamp, worked::incrementAndGet);
    }

    @Test
    void the_same_version_on_the_same_day_is_worked_out_once() {
        assertEquals(1, ask(7, List.of(3, "2026-03-01")));
        assertEquals(1, ask(7, List.of(3, "2026-03-01")));
    }

    @Test
    void another_version_or_another_day_is_worked_out_again() {
        assertEquals(1, ask(7, List.of(3, "2026-03-01")));
        assertEquals(2, ask(7, List.of(4, "2026-03-01")));
        assertEquals(3, ask(7, List.of(4, "2026-03-02")));
    }

    @Test
    void no_more_devices_are_kept_than_there_is_room_for() {
        ask(1, 0);
        ask(2, 0);
        ask(3, 0);
        // One of the first two made room, whichever it was.
        ask(1, 0);
        ask(2, 0);
        ask(3, 0);
        assertEquals(true, worked.get() >= 4, "worked out " + worked.get() + " times");
    }

    @Test
    void what_could_not_be_worked_out_is_not_kept() {
        assertThrows(
                IllegalStateException.class,
                () -> kept.get(7, 0, () -> {
                    throw new IllegalStateException("the register is away");
                }));
        assertEquals(1, ask(7, 0));
    }
}
