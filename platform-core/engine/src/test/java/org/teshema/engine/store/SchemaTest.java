package org.teshema.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

class SchemaTest {
    @TempDir
    Path folder;

    static Stream<DatabaseSettings> lasting() {
        return Stream.of(
                DatabaseSettings.inMemory("schema" + System.nanoTime()),
                new DatabaseSettings(TestDatabases.freshPostgresUrl(), "", "", 4));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void a_database_written_by_a_newer_release_is_refused_in_words(DatabaseSettings settings) {
        try (var keepOpen = Database.of(settings)) {
            keepOpen.write(unit -> unit.update("insert into " + quoted("flyway_schema_history", settings)
                    + " (" + quoted("installed_rank", settings) + ", " + quoted("version", settings) + ", "
                    + quoted("description", settings) + ", " + quoted("type", settings) + ", "
                    + quoted("script", settings)
                    + ", " + quoted("checksum", settings) + ", " + quoted("installed_by", settings) + ", "
                    + quoted("execution_time", settings) + ", " + quoted("success", settings)
                    + ") values (99, '9007', 'later', 'SQL', 'V9007__later.sql', 1, 'x', 1, true)"));
            String said = said(() -> {
                try (var older = Database.of(settings)) {
                    assertEquals(
                            ProblemType.DATABASE_AWAY,
                            assertThrows(Problem.class, () -> older.read(c -> 1))
                                    .type());
                }
            });
            assertTrue(said.contains("schema version 9007, written by a newer release"), said);
            assertTrue(said.matches("(?s).*knows versions up to [0-9]{1,3}\\..*"), said);
            assertFalse(said.contains("\tat "), said);
        }
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void tables_that_do_not_fit_the_program_are_told_to_the_operator_and_nothing_is_written_to_them(
            DatabaseSettings settings) {
        try (var keepOpen = Database.of(settings)) {
            keepOpen.write(unit -> unit.update("alter table hand_over drop column answered_at"));
            String said = said(() -> {
                try (var next = Database.of(settings)) {
                    int read = next.read(c -> 1);
                    assertEquals(1, read, "who only reads does not need the tables to fit");
                    assertEquals(
                            ProblemType.DATABASE_AWAY,
                            assertThrows(Problem.class, () -> next.write(unit -> 1))
                                    .type());
                }
            });
            assertTrue(said.contains("missing column [answered_at]"), said);
            assertFalse(said.contains("\tat "), said);
        }
    }

    @Test
    void what_a_file_keeps_is_there_after_a_stop_and_the_file_is_small_again() throws Exception {
        var settings = new DatabaseSettings("jdbc:h2:file:" + folder.resolve("city"), "sa", "", 4);
        Path file = folder.resolve("city.mv.db");
        long grown;
        try (var database = Database.of(settings)) {
            for (int i = 0; i < 2_000; i++) {
                database.write(unit -> unit.update(
                        "insert into ledger_pending (subject, body, leaf_hash) values ('a', 'b', ?)", new byte[32]));
            }
            grown = Files.size(file);
        }
        long stopped = Files.size(file);
        assertTrue(stopped < grown / 2 && stopped < 2_000_000, () -> grown + " bytes, then " + stopped);
        try (var database = Database.of(settings)) {
            assertEquals(2_000L, database.<Long>read(connection -> {
                try (var select = connection.createStatement();
                        var row = select.executeQuery("select count(*) from ledger_pending")) {
                    row.next();
                    return row.getLong(1);
                }
            }));
        }
    }

    private static String quoted(String name, DatabaseSettings settings) {
        return settings.isH2() ? '"' + name + '"' : name;
    }

    private static String said(Runnable work) {
        var log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
