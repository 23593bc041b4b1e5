package org.teshema.engine.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

class OutboxTest {
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final CityClock clock = new CityClock(() -> now);
    private final List<String> heard = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_committed_is_told_once_and_in_order(Database database) {
        try (database) {
            var outbox = outbox(database);
            outbox.add(e -> heard.add(e.subject() + e.body()));
            publish(database, "a", "1");
            publish(database, "b", "2");
            publish(database, "a", "3");
            assertEquals(3, outbox.deliver());
            assertEquals(0, outbox.deliver());
            assertEquals(List.of("a1", "b2", "a3"), heard);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_rolled_back_is_never_told(Database database) {
        try (database) {
            var outbox = outbox(database);
            outbox.add(e -> heard.add(e.body()));
            assertThrows(
                    IllegalStateException.class,
                    () -> database.write(unit -> {
                        unit.publish("t", "a", "310104", "1", now);
                        throw new IllegalStateException("half way");
                    }));
            assertEquals(0, outbox.deliver());
            assertEquals(List.of(), heard);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_fails_is_told_again_and_holds_up_only_this_subject(Database database) {
        try (database) {
            var outbox = outbox(database);
            boolean[] broken = {true};
            List<String> second = new ArrayList<>();
            outbox.add(e -> {
                if (broken[0] && "1".equals(e.body())) {
                    throw new IllegalStateException("not now");
                }
                heard.add(e.body());
            });
            outbox.add(e -> second.add(e.body()));
            publish(database, "a", "1");
            publish(database, "a", "2");
            publish(database, "b", "3");
            assertEquals(1, outbox.deliver());
            assertEquals(List.of("3"), heard);
            assertEquals(0, outbox.deliver(), "not before the pause is over");
            broken[0] = false;
            now = now.plusSeconds(1);
            assertEquals(2, outbox.deliver());
            assertEquals(List.of("3", "1", "2"), heard);
            assertEquals(List.of("1", "3", "2"), second, "who heard it is not told again");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_event_nobody_can_take_is_given_up_after_ten_tries(Database database) {
        try (database) {
            var outbox = outbox(database);
            int[] tries = {0};
            outbox.add(e -> {
                if ("poison".equals(e.body())) {
                    tries[0]++;
                    throw new IllegalStateException("never");
                }
                heard.add(e.body());
            });
            publish(database, "a", "poison");
            publish(database, "a", "next");
            for (int minute = 0; minute < 60 && heard.isEmpty(); minute++) {
                outbox.deliver();
                now = now.plus(Duration.ofMinutes(1));
            }
            assertEquals(10, tries[0]);
            assertEquals(List.of("next"), heard);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_new_process_goes_on_where_the_old_one_died(Database database) {
        try (database) {
            publish(database, "a", "1");
            outbox(database).deliver();
            publish(database, "a", "2");
            var next = outbox(database);
            next.add(e -> heard.add(e.body()));
            assertEquals(1, next.deliver());
            assertEquals(List.of("2"), heard);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void more_than_a_page_is_told_at_once_and_old_events_go(Database database) {
        try (database) {
            var outbox = outbox(database);
            outbox.add(e -> heard.add(e.body()));
            database.write(unit -> {
                for (int i = 0; i < 1_234; i++) {
                    unit.publish("t", "s" + i % 7, "310104", "" + i, now);
                }
                return 0;
            });
            assertEquals(1_234, outbox.deliver());
            assertEquals(1_234, heard.size());
            assertEquals(1_234, rows(database));
            now = now.plus(Duration.ofDays(8));
            outbox.deliver();
            assertEquals(0, rows(database));
        }
    }

    private Outbox outbox(Database database) {
        return Outbox.of(database, clock, Duration.ofDays(7));
    }

    private void publish(Database database, String subject, String body) {
        database.write(unit -> {
            unit.publish("t", subject, "310104", body, now);
            return 0;
        });
    }

    private static long rows(Database database) {
        return database.read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery("select count(*) from outbox")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
