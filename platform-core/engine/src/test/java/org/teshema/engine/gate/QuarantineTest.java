package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuarantineTest {
    private static final long MINUTE = 60_000_000_000L;

    private final Quarantine quarantine = new Quarantine(15 * MINUTE);

    @Test
    void it_begins_with_the_third_time_in_ten_minutes_and_ends() {
        long now = Long.MAX_VALUE - MINUTE; // the machine's clock may turn over
        assertFalse(quarantine.holds(now));
        assertFalse(quarantine.opened(now));
        assertFalse(quarantine.opened(now + 5 * MINUTE));
        assertFalse(quarantine.holds(now + 5 * MINUTE));
        assertTrue(quarantine.opened(now + 9 * MINUTE));
        assertTrue(quarantine.holds(now + 9 * MINUTE));
        assertTrue(quarantine.holds(now + 23 * MINUTE));
        assertFalse(quarantine.holds(now + 24 * MINUTE));
    }

    @Test
    void who_is_left_out_now_and_then_is_not_put_in() {
        for (int i = 0; i < 20; i++) {
            assertFalse(quarantine.opened(6L * i * MINUTE), "the " + i + "th time");
        }
    }
}
