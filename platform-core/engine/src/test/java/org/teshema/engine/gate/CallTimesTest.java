package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallTimesTest {
    @Test
    void of_many_calls_it_tells_what_95_of_100_took_at_most_a_quarter_too_much() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var times = new CallTimes();
            long[] taken =
                    random.longs(1000, 2_000, 1L << (11 + random.nextInt(24))).toArray();
            for (long one : taken) {
                times.add(one);
            }
            java.util.Arrays.sort(taken);
            long told = times.quantile(0.95).orElseThrow().toNanos();
            assertTrue(told >= taken[949] && told <= taken[949] * 5 / 4 + 1, told + " for " + taken[949]);
        }
    }

    @Test
    void nothing_is_told_before_the_first_call_and_what_is_too_short_or_too_long_has_a_place() {
        var times = new CallTimes();
        assertEquals(Optional.empty(), times.quantile(0.95));
        times.add(0);
        assertTrue(times.quantile(0.95).orElseThrow().compareTo(Duration.ofNanos(2000)) < 0);
        times.add(Long.MAX_VALUE);
        assertTrue(times.quantile(1).orElseThrow().compareTo(Duration.ofMinutes(1)) > 0);
    }
}
