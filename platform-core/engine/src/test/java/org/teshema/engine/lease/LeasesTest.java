package org.teshema.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.store.Database;

/** Of several nodes one does the work, and one that slept through its end changes nothing. */
class LeasesTest {
    private final AtomicLong nanosOfA = new AtomicLong();
    private final AtomicLong nanosOfB = new AtomicLong(77);

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void one_node_holds_it_and_the_other_gets_it_when_it_was_not_renewed(Database database) {
        try (database) {
            var a = new Leases(database, "a", nanosOfA::get);
            var b = new Leases(database, "b", nanosOfB::get);
            Lease held = a.take("app").orElseThrow();
            assertEquals(Optional.empty(), b.take("app"));
            assertTrue(b.take("other").isPresent(), "each app has its own");
            pass(nanosOfA, Duration.ofSeconds(3));
            assertEquals(Optional.of(held), a.take("app"), "renewed, it is the same");
            expire(database);
            Lease taken = b.take("app").orElseThrow();
            assertTrue(taken.fence() > held.fence());
            pass(nanosOfA, Duration.ofSeconds(3));
            assertEquals(Optional.empty(), a.take("app"));
            assertFalse(a.isHeld(held));
            assertTrue(b.isHeld(taken));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_slept_through_its_end_still_believes_in_it_for_a_moment_but_changes_nothing(Database database) {
        try (database) {
            var a = new Leases(database, "a", nanosOfA::get);
            var b = new Leases(database, "b", nanosOfB::get);
            Lease held = a.take("app").orElseThrow();
            assertTrue(database.write(held::holds));
            expire(database);
            Lease taken = b.take("app").orElseThrow();
            // A process that was stopped has seen no time go by.
            assertTrue(a.isHeld(held));
            assertFalse(database.write(held::holds));
            assertTrue(database.write(taken::holds));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_node_that_cannot_renew_stops_believing_before_another_can_take_over(Database database) {
        try (database) {
            var a = new Leases(database, "a", nanosOfA::get);
            Lease held = a.take("app").orElseThrow();
            pass(nanosOfA, Leases.LENGTH.minusSeconds(1).minusMillis(1));
            assertTrue(a.isHeld(held));
            pass(nanosOfA, Duration.ofMillis(1));
            assertFalse(a.isHeld(held));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_node_that_stops_gives_it_back_and_it_lasts_by_the_databases_clock(Database database) {
        try (database) {
            var a = new Leases(database, "a", nanosOfA::get);
            var b = new Leases(database, "b", nanosOfB::get);
            assertTrue(a.take("app").isPresent());
            long seconds = database.read(connection -> {
                try (var select = connection.prepareStatement(
                                "select extract(epoch from (held_until - current_timestamp)) from app_lease");
                        var row = select.executeQuery()) {
                    row.next();
                    return row.getBigDecimal(1).longValue();
                }
            });
            assertTrue(seconds >= 0 && seconds <= Leases.LENGTH.toSeconds(), () -> seconds + " s");
            assertTrue(Leases.LENGTH.toSeconds() + 2 <= 10, "another one is at work within ten seconds");
            a.close();
            assertTrue(b.take("app").isPresent());
        }
    }

    private static void pass(AtomicLong nanos, Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void expire(Database database) {
        database.write(unit -> unit.update("update app_lease set held_until = current_timestamp where app = 'app'"));
    }
}
