package org.teshema.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.time.Eventually.eventually;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

class DatabaseAwayTest {
    private static ThrowawayPostgres server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = ThrowawayPostgres.started();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void a_database_that_is_away_at_the_start_is_reached_once_it_is_there() {
        try (var database = open(server.freshUrl())) {
            server.kill();
            assertEquals(ProblemType.DATABASE_AWAY, problem(() -> count(database)));
            assertFalse(database.answers());
            server.start();
            eventually(database::answers);
            assertEquals(0, count(database));
        }
    }

    @Test
    void a_database_killed_in_the_middle_is_used_again_when_it_is_back_and_nothing_acknowledged_is_lost() {
        try (var database = open(server.freshUrl())) {
            insert(database);
            for (int round = 0; round < 3; round++) {
                server.kill();
                assertEquals(ProblemType.DATABASE_AWAY, problem(() -> count(database)));
                assertEquals(ProblemType.DATABASE_AWAY, problem(() -> insert(database)));
                server.start();
                eventually(database::answers);
                insert(database);
            }
            assertEquals(4, count(database));
        }
    }

    @Test
    void while_it_is_away_callers_are_refused_at_once_and_the_log_stays_short() throws Exception {
        var log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (var database = open(server.freshUrl())) {
            insert(database);
            server.kill();
            problem(() -> count(database));
            eventually(() -> !database.answers());
            var callers = Executors.newFixedThreadPool(8);
            try {
                Callable<Long> impatient = () -> {
                    long slowest = 0;
                    for (int call = 0; call < 200; call++) {
                        long begun = System.nanoTime();
                        assertEquals(ProblemType.DATABASE_AWAY, problem(() -> count(database)));
                        slowest = Math.max(slowest, System.nanoTime() - begun);
                    }
                    return slowest;
                };
                for (var slowest : callers.invokeAll(Collections.nCopies(8, impatient))) {
                    assertTrue(Duration.ofNanos(slowest.get()).toMillis() < 3_000, () -> "refused late: " + slowest);
                }
            } finally {
                callers.shutdownNow();
            }
            server.start();
            eventually(database::answers);
        } finally {
            System.setErr(before);
        }
        String said = log.toString(StandardCharsets.UTF_8);
        assertEquals(1, said.lines().filter(l -> l.contains("数据库无法访问")).count(), said);
        assertEquals(1, said.lines().filter(l -> l.contains("数据库恢复访问")).count(), said);
        assertFalse(said.contains("\tat "), said);
    }

    @Test
    void a_frozen_server_is_away_after_seconds_and_used_again_when_it_thaws() {
        try (var database = open(server.freshUrl())) {
            insert(database);
            // So that the pool asks the connection whether it lives.
            LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
            server.freeze();
            try {
                long begun = System.nanoTime();
                assertEquals(ProblemType.DATABASE_AWAY, problem(() -> count(database)));
                assertEquals(ProblemType.DATABASE_AWAY, problem(() -> count(database)));
                long waited = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
                assertTrue(waited < 20, () -> "refused after " + waited + " seconds");
            } finally {
                server.thaw();
            }
            eventually(database::answers);
            assertEquals(1, count(database));
        }
    }

    @Test
    void one_broken_connection_does_not_close_the_others() throws Exception {
        try (var database = open(server.freshUrl())) {
            insert(database);
            var inside = new CountDownLatch(1);
            var broken = new CountDownLatch(1);
            var thread = Executors.newSingleThreadExecutor();
            try {
                var healthy = thread.submit(() -> database.write(unit -> {
                    inside.countDown();
                    await(broken);
                    return unit.update(
                            "insert into ledger_pending (subject, body, leaf_hash) values ('a', 'b', ?)", new byte[32]);
                }));
                inside.await();
                assertEquals(
                        ProblemType.DATABASE_AWAY,
                        problem(() -> database.read(c -> {
                            try (var suicide = c.createStatement()) {
                                return suicide.execute("select pg_terminate_backend(pg_backend_pid())");
                            }
                        })));
                eventually(database::answers);
                broken.countDown();
                assertEquals(1, healthy.get());
            } finally {
                thread.shutdownNow();
            }
            assertEquals(2, count(database));
        }
    }

    @Test
    void a_commit_that_no_standby_confirmed_is_in_doubt_although_the_server_calls_it_done() throws Exception {
        try (var database = open(server.freshUrl())) {
            insert(database);
            alterSystem(database, "alter system set synchronous_standby_names = 'nobody'");
            var thread = Executors.newSingleThreadExecutor();
            try {
                // The server takes its new setting in its own time: writes go on until one has to wait for the standby.
                Callable<Optional<ProblemType>> insertion = () -> outcome(() -> insert(database));
                var write = new AtomicReference<>(thread.submit(insertion));
                // Whoever cancels the wait makes the server answer with success and a warning.
                eventually(() -> {
                    if (write.get().isDone()) {
                        write.set(thread.submit(insertion));
                    }
                    return cancelled(database);
                });
                assertEquals(Optional.of(ProblemType.DATABASE_AWAY), write.get().get());
            } finally {
                thread.shutdownNow();
                alterSystem(database, "alter system reset synchronous_standby_names");
            }
            eventually(database::answers);
            insert(database);
        }
    }

    @Test
    void a_commit_whose_answer_got_lost_is_said_to_be_in_doubt() {
        try (var database = open(server.freshUrl())) {
            insert(database);
            Problem problem = assertThrows(
                    Problem.class,
                    () -> database.write(unit -> {
                        unit.update(
                                "insert into ledger_pending (subject, body, leaf_hash) values ('a', 'b', ?)",
                                new byte[32]);
                        server.kill();
                        return "done";
                    }));
            assertEquals(ProblemType.DATABASE_AWAY, problem.type());
            assertTrue(
                    problem.detail().en().contains("same Idempotency-Key"),
                    problem.detail().en());
            server.start();
            eventually(database::answers);
            assertEquals(1, count(database));
        }
    }

    @Test
    void a_file_in_use_by_another_program_is_said_in_one_line() {
        var log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        String url = "jdbc:h2:file:" + folder.resolve("city");
        try (var user = Database.of(new DatabaseSettings(url, "sa", "", 4))) {
            assertTrue(user.answers());
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Asker.class.getName(),
                    url));
            Process other =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.contains("away"), said);
            assertTrue(said.contains("数据库无法访问"), said);
            assertFalse(said.contains("\tat "), said);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            System.setErr(before);
        }
    }

    /** Another program that wants the same database. */
    static final class Asker {
        private Asker() {}

        /** Says whether it got it. */
        public static void main(String[] url) {
            try (var database = Database.of(new DatabaseSettings(url[0], "sa", "", 4))) {
                System.out.println(database.answers() ? "here" : "away");
            }
        }
    }

    private static void alterSystem(Database database, String sql) {
        database.read(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
                return statement.execute("select pg_reload_conf()");
            }
        });
    }

    private static boolean cancelled(Database database) {
        return database.read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery("select count(*) from (select pg_cancel_backend(pid) from"
                            + " pg_stat_activity where wait_event = 'SyncRep') waiting")) {
                row.next();
                return row.getLong(1) > 0;
            }
        });
    }

    private static Database open(String url) {
        return Database.of(new DatabaseSettings(url, "", "", 8));
    }

    private static void insert(Database database) {
        database.write(unit -> unit.update(
                "insert into ledger_pending (subject, body, leaf_hash) values ('a', 'b', ?)", new byte[32]));
    }

    private static long count(Database database) {
        return database.read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery("select count(*) from ledger_pending")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static ProblemType problem(Executable call) {
        return assertThrows(Problem.class, call).type();
    }

    private static Optional<ProblemType> outcome(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(e.type());
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
