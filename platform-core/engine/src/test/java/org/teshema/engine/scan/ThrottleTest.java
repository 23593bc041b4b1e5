package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.engine.problem.Problem;

class ThrottleTest {
    private Instant now = Instant.parse("2026-03-02T01:00:00Z");
    private final Throttle throttle = Throttle.ofNumbers(() -> now, 3, Duration.ofSeconds(6), 50);

    @Test
    void after_three_tries_one_more_comes_back_every_six_seconds() {
        take(3, "a");
        assertThrows(Problem.class, () -> throttle.take("a"));
        now = now.plusSeconds(5);
        assertThrows(Problem.class, () -> throttle.take("a"));
        now = now.plusSeconds(1);
        throttle.take("a");
        assertThrows(Problem.class, () -> throttle.take("a"));
        now = now.plusSeconds(3600);
        take(3, "a");
        assertThrows(Problem.class, () -> throttle.take("a"));
    }

    @Test
    void a_number_that_is_found_costs_nothing() {
        for (int i = 0; i < 100; i++) {
            throttle.take("call centre");
            throttle.giveBack("call centre");
        }
    }

    @Test
    void one_client_does_not_use_up_anothers_tries() {
        take(3, "a");
        take(3, "b");
        assertThrows(Problem.class, () -> throttle.take("a"));
    }

    @Test
    void many_addresses_together_are_limited_as_well() {
        for (int i = 0; i < 60; i++) {
            throttle.take("10.0.0." + i);
        }
        assertThrows(Problem.class, () -> throttle.take("10.0.1.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2",
        "2001:db8:1:2::9, 2001:db8:1:2",
        "2001:db8::9, 2001:db8",
        "::1, ::1",
        "10.0.0.1, 10.0.0.1",
        "account 12, account 12"
    })
    void the_addresses_of_one_network_are_one_client(String address, String client) {
        assertEquals(client, Throttle.network(address));
    }

    private void take(int times, String client) {
        for (int i = 0; i < times; i++) {
            throttle.take(client);
        }
    }
}
