package org.teshema.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

class DatabaseTest {
    private static final Actor CITY = new Actor(
            1,
            "city",
            new Organisation(1, OrganisationKind.CITY_BUREAU, "市局", Optional.empty(), "310000", Optional.empty()));

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_same_key_does_the_work_once_and_gets_the_same_answer(Database database) {
        try (database) {
            var writes = new Writes(database, new CityClock(InstantSource.system()));
            var worked = new AtomicInteger();
            var asked = new WriteRequest(CITY, "key-00000001");
            assertEquals("7", writes.once(asked, "test", "x", unit -> "" + (6 + worked.incrementAndGet())));
            assertEquals("7", writes.once(asked, "test", "x", unit -> "" + (6 + worked.incrementAndGet())));
            assertEquals(1, worked.get());
            Problem problem = assertThrows(Problem.class, () -> writes.once(asked, "test", "other", unit -> "never"));
            assertEquals(ProblemType.KEY_REUSED, problem.type());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void of_many_requests_at_once_with_one_key_only_one_works(Database database) throws Exception {
        try (database) {
            var writes = new Writes(database, new CityClock(InstantSource.system()));
            database.answers();
            var worked = new AtomicInteger();
            var pool = Executors.newFixedThreadPool(6);
            try {
                Callable<String> request = () -> writes.once(
                        new WriteRequest(CITY, "key-00000002"), "test", "x", unit -> "n" + worked.incrementAndGet());
                for (var answer : pool.invokeAll(java.util.Collections.nCopies(12, request))) {
                    assertEquals("n1", answer.get());
                }
                assertEquals(1, countOf(database, "select count(*) from idempotency"));
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_stream_that_breaks_off_leaves_nothing_of_it_to_who_asks_next(Database database) {
        try (database) {
            String rows = database.isPostgres()
                    ? "select i, repeat('x', 1000) from generate_series(1, ?) i"
                    : "select \"X\", repeat('x', 1000) from system_range(1, ?)";
            for (int most : new int[] {1, 2, 20_000}) {
                for (int i = 0; i < 20; i++) {
                    var failed = new UnsupportedOperationException("of the reader");
                    RowStream.Reader reader = row -> {
                        throw failed;
                    };
                    assertSame(
                            failed,
                            assertThrows(
                                    RuntimeException.class, () -> database.stream(rows, List.of(most), 2, reader)));
                    assertEquals(42, countOf(database, "select 40 + 2"));
                    var seen = new AtomicInteger();
                    database.stream(rows, List.of(3), 2, row -> seen.incrementAndGet());
                    assertEquals(3, seen.get());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_fails_half_way_leaves_nothing_behind(Database database) {
        try (database) {
            var writes = new Writes(database, new CityClock(InstantSource.system()));
            assertThrows(
                    IllegalStateException.class,
                    () -> writes.once(new WriteRequest(CITY, "key-00000003"), "test", "x", unit -> {
                        unit.publish("t", "s", "310000", "{}", java.time.Instant.EPOCH);
                        throw new IllegalStateException("half way");
                    }));
            assertEquals(0, countOf(database, "select count(*) from idempotency"));
            assertEquals(0, countOf(database, "select count(*) from outbox"));
        }
    }

    private static long countOf(Database database, String sql) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
