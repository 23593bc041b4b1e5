package org.teshema.engine.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.time.CityClock;

/** What an app may do with tables of its own, and what it cannot do with anything else. */
class AppTablesTest {
    private static final CityClock CLOCK = new CityClock(InstantSource.fixed(Instant.parse("2026-03-02T01:00:00Z")));
    private static final Map<String, String> FIRST = Map.of("V1__figures.sql", """
            -- What a job has reckoned.
            create table figure (
                name varchar(40) primary key,
                value bigint not null,
                share numeric(9, 4),
                day date,
                at timestamp with time zone,
                good boolean,
                id bigint generated always as identity
            );
            create index figure_value on figure (value);
            """);

    private static final Statement SLOW =
            Statement.of("select count(*) as n from figure a, figure b, figure c, figure d,"
                    + " figure e, figure f, figure g where a.value + b.value + c.value > f.value + g.value");

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void rows_come_back_as_they_were_written_and_what_is_null_is_not_there(Database database) throws Exception {
        try (var tables = new AppTables(database, CLOCK)) {
            Tables own = tables.prepare("one", FIRST).orElseThrow();
            Instant at = Instant.parse("2026-03-01T12:00:00.123456Z");
            assertEquals(
                    2,
                    own.change(List.of(
                            Statement.of(
                                    "insert into figure (name, value, share, day, at, good) values (?, ?, ?, ?, ?, ?)",
                                    "median",
                                    24,
                                    new BigDecimal("66.5"),
                                    LocalDate.of(2026, 3, 1),
                                    at,
                                    true),
                            Statement.of(
                                    "insert into figure (name, value, share) values (?, ?, ?)",
                                    "'; drop table figure; --",
                                    5L,
                                    Optional.empty()))));
            List<Map<String, Object>> rows =
                    own.query(Statement.of("select name, value, share, day, at, good from figure order by value desc"));
            assertEquals("median", rows.get(0).get("name"));
            assertEquals(24L, rows.get(0).get("value"));
            assertEquals(
                    0, new BigDecimal("66.5").compareTo((BigDecimal) rows.get(0).get("share")));
            assertEquals(LocalDate.of(2026, 3, 1), rows.get(0).get("day"));
            assertEquals(at, rows.get(0).get("at"));
            assertEquals(true, rows.get(0).get("good"));
            assertEquals(Map.of("name", "'; drop table figure; --", "value", 5L), rows.get(1));
        } finally {
            database.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void of_several_changes_all_are_done_or_none(Database database) throws Exception {
        try (var tables = new AppTables(database, CLOCK)) {
            Tables own = tables.prepare("one", FIRST).orElseThrow();
            assertEquals(
                    Reason.REFUSED,
                    reason(() -> own.change(List.of(
                            Statement.of("insert into figure (name, value) values ('a', 1)"),
                            Statement.of("insert into figure (name, value) values ('a', 2)")))));
            assertEquals(0L, count(own));
        } finally {
            database.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void what_is_kept_stays_when_the_app_is_changed_goes_back_and_comes_again(Database database) throws Exception {
        try (var tables = new AppTables(database, CLOCK);
                var other = new AppTables(database, CLOCK)) {
            Tables own = tables.prepare("one", FIRST).orElseThrow();
            own.change(List.of(Statement.of("insert into figure (name, value) values ('a', 1)")));
            Map<String, String> second = Map.of("V1__figures.sql", FIRST.get("V1__figures.sql"), "V2__notes.sql", """
                    alter table figure add column note varchar(80) default 'none' not null;
                    create table note (figure varchar(40) references figure (name), id bigint primary key);
                    insert into note (figure, id) values ('a', 1);
                    """);
            Tables newer = tables.prepare("one", second).orElseThrow();
            assertEquals(
                    "none",
                    newer.query(Statement.of("select note from figure")).get(0).get("note"));
            assertEquals(1L, count(own), "the release before goes on");
            assertEquals(1L, count(tables.prepare("one", FIRST).orElseThrow()), "and may come back");
            Tables again = other.prepare("one", second).orElseThrow();
            again.change(List.of(Statement.of("insert into figure (name, value) values ('b', 2)")));
            assertEquals(2L, count(again), "another process finds it");
            assertEquals(
                    List.of(Map.of("id", 1L), Map.of("id", 2L)),
                    again.query(Statement.of("select id from figure order by id")),
                    "and numbers go on");
            assertEquals(
                    Reason.REFUSED,
                    reason(() ->
                            again.change(List.of(Statement.of("insert into note (figure, id) values ('zz', 9)")))));
        } finally {
            database.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void a_migration_that_fails_leaves_what_was_there_and_nothing_of_itself(Database database) throws Exception {
        try (var tables = new AppTables(database, CLOCK)) {
            Tables own = tables.prepare("one", FIRST).orElseThrow();
            own.change(List.of(Statement.of("insert into figure (name, value) values ('a', 1)")));
            Map<String, String> broken = Map.of(
                    "V1__figures.sql",
                    FIRST.get("V1__figures.sql"),
                    "V2__half.sql",
                    "create table half (id bigint);\nalter table figure drop column share;\n"
                            + "insert into figure (name, value) values ('a', 2);");
            TablesRefused refused = assertThrows(TablesRefused.class, () -> tables.prepare("one", broken));
            assertTrue(refused.reason().en().contains("V2__half.sql failed"), refused.reason()::en);
            assertEquals(1L, count(own));
            assertEquals(
                    0,
                    own.query(Statement.of("select share from figure where name = 'zz'"))
                            .size());
            assertEquals(Reason.REFUSED, reason(() -> own.query(Statement.of("select id from half"))));
            Map<String, String> mended = Map.of(
                    "V1__figures.sql", FIRST.get("V1__figures.sql"), "V2__half.sql", "create table half (id bigint);");
            assertEquals(
                    0,
                    tables.prepare("one", mended)
                            .orElseThrow()
                            .query(Statement.of("select id from half"))
                            .size());
        } finally {
            database.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void a_migration_that_was_applied_and_is_another_one_now_is_refused(Database database) throws Exception {
        try (var tables = new AppTables(database, CLOCK)) {
            tables.prepare("one", FIRST);
            Map<String, String> changed =
                    Map.of("V1__figures.sql", "create table figure (name varchar(41) primary key);");
            TablesRefused refused = assertThrows(TablesRefused.class, () -> tables.prepare("one", changed));
            assertTrue(refused.reason().en().contains("was applied and cannot be changed"), refused.reason()::en);
        } finally {
            database.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void a_statement_has_a_second_and_a_tenth_of_it_within_a_scan(Database database) throws Exception {
        try (var tables = new AppTables(database, CLOCK)) {
            OwnTables own = tables.prepare("one", FIRST).orElseThrow();
            many(own);
            assertEquals("The statement took more than 1000 ms, or waited for another one", tooSlow(own));
            assertEquals("The statement took more than 100 ms, or waited for another one", tooSlow(own.inScans()));
            assertEquals(40L, AtLast.answered(() -> count(own.inScans())), "what is short is answered there");
        } finally {
            database.close();
        }
    }

    @Test
    void on_postgres_one_statement_of_an_app_at_a_time_is_under_way_for_scans_and_no_helper_computes_for_it()
            throws Exception {
        Database database = TestDatabases.freshPostgres();
        try (var tables = new AppTables(database, CLOCK)) {
            OwnTables own = tables.prepare("one", FIRST).orElseThrow();
            many(own);
            assertEquals(
                    List.of(Map.of("jit", "off", "helpers", "0", "longest", "100ms")),
                    AtLast.answered(() -> own.inScans()
                            .query(Statement.of("select current_setting('jit') as jit,"
                                    + " current_setting('max_parallel_workers_per_gather') as helpers,"
                                    + " current_setting('statement_timeout') as longest"))));
            var scans = new ArrayList<Thread>();
            var outcomes = new ConcurrentLinkedQueue<Reason>();
            for (int i = 0; i < 4; i++) {
                var scan =
                        new Thread(() -> outcomes.add(reason(() -> own.inScans().query(SLOW))));
                scans.add(scan);
                scan.start();
            }
            long most = 0;
            while (outcomes.size() < scans.size()) {
                most = Math.max(most, underWay(database, own.home().role()));
            }
            for (Thread scan : scans) {
                scan.join();
            }
            assertEquals(1, most, "at a time, while " + outcomes);
        } finally {
            database.close();
        }
    }

    private static long underWay(Database database, String role) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select count(*) from pg_stat_activity where usename = ? and state = 'active'")) {
                select.setString(1, role);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private static void many(Tables own) {
        own.change(IntStream.range(0, 40)
                .mapToObj(i -> Statement.of("insert into figure (name, value) values (?, ?)", "n" + i, (long) i))
                .toList());
    }

    private static String tooSlow(Tables own) {
        PlatformFailure failure = assertThrows(PlatformFailure.class, () -> own.query(SLOW));
        assertEquals(Reason.TOO_SLOW, failure.reason());
        return failure.getMessage();
    }

    private static long count(Tables own) {
        return (Long) own.query(Statement.of("select count(*) as n from figure"))
                .get(0)
                .get("n");
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(PlatformFailure.class, work).reason();
    }
}
