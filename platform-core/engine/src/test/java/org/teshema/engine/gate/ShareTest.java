package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShareTest {
    private static final OptionalLong NOBODY = OptionalLong.empty();

    @Test
    void so_many_of_a_thousand_devices_are_taken_whatever_their_numbers_are() {
        for (int perMille : new int[] {1, 10, 100, 500, 999, 1000}) {
            for (long step : new long[] {1, 2, 50, 1000, 4096}) {
                long taken = LongStream.range(0, 100_000)
                        .filter(i -> new Share.PerMille(perMille).takes("elevator", i * step, NOBODY))
                        .count();
                assertEquals(
                        perMille * 100.0, (double) taken, 400, perMille + " of a thousand, every " + step + ". number");
            }
        }
    }

    @Test
    void who_is_in_a_share_stays_in_a_wider_one_and_is_the_same_after_a_restart() {
        var narrow = new Share.PerMille(50);
        var wide = new Share.PerMille(200);
        for (long device = 0; device < 10_000; device++) {
            assertTrue(!narrow.takes("crane", device, NOBODY) || wide.takes("crane", device, NOBODY));
        }
        // Written down: another formula would move devices between versions in the middle of a trial.
        assertEquals(
                "13, 19, 28, 51, 53",
                LongStream.range(0, 60)
                        .filter(device -> new Share.PerMille(100).takes("crane", device, NOBODY))
                        .mapToObj(Long::toString)
                        .collect(java.util.stream.Collectors.joining(", ")));
    }

    @Test
    void each_plugin_is_tried_on_other_devices() {
        var share = new Share.PerMille(100);
        long both = LongStream.range(0, 10_000)
                .filter(device -> share.takes("crane", device, NOBODY) && share.takes("boiler", device, NOBODY))
                .count();
        assertEquals(100.0, (double) both, 40);
    }

    @Test
    void a_station_has_its_own_devices_and_readers_and_nobody_elses() {
        var share = new Share.OfStation(7);
        assertTrue(share.takes("crane", 1, OptionalLong.of(7)));
        assertFalse(share.takes("crane", 1, OptionalLong.of(8)));
        assertFalse(share.takes("crane", 7, NOBODY));
        assertTrue(share.takesReader("crane", OptionalLong.of(7)));
        assertFalse(share.takesReader("crane", NOBODY));
    }

    @Test
    void whoever_is_not_logged_in_gets_the_live_pages_and_an_organisation_always_the_same() {
        assertFalse(new Share.PerMille(1000).takesReader("crane", NOBODY));
        assertTrue(new Share.PerMille(1000).takesReader("crane", OptionalLong.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new Share.PerMille(0));
        assertThrows(IllegalArgumentException.class, () -> new Share.PerMille(1001));
    }
}
