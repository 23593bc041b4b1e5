package org.teshema.engine.tables;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.store.ArchivedClasses;
import org.teshema.engine.store.KilledOnBoth;
import org.teshema.engine.store.KilledOnBoth.Stage;
import org.teshema.engine.store.KilledProcess;
import org.teshema.engine.store.KilledProcess.Moment;

/** A process is killed at random moments while it changes an app's tables: they are of the old version or the new, with every row. */
class KillMigrationsTest {
    private static final int ROUNDS = 6;

    @TempDir
    Path folder;

    @Test
    void tables_of_an_app_whose_migration_was_killed_are_the_old_or_the_new_and_no_row_is_lost() throws Exception {
        KilledOnBoth.told(
                folder,
                server -> new ArchivedClasses(folder, KillMigrations.class, List.of(server.freshUrl(), "2")),
                this::story);
    }

    private String story(Stage stage, ArchivedClasses classes) throws IOException {
        var known = new Known();
        for (int round = 0; round < ROUNDS; round++) {
            // At the first deed or a later one; a migration takes a few milliseconds.
            var moment = new Moment(
                    "try",
                    1 + stage.random().nextInt(4),
                    Duration.ofNanos(stage.random().nextInt(30_000_000)));
            List<String> command = classes.command(KillMigrations.class, List.of(stage.url()));
            for (String line : KilledProcess.said(command, folder.resolve(stage.name() + round + ".log"), moment)) {
                known.hear(line);
            }
        }
        assertTrue(known.version > ROUNDS / 2, () -> "too few migrations: " + known.version);
        return stage.name() + ": " + ROUNDS + " kills, " + known.version + " versions, " + known.rows
                + " rows, 0 half, 0 lost";
    }

    /** What was acknowledged. */
    private static final class Known {
        private int version = 1;
        private int rows;

        void hear(String line) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "begin", "try" -> {}
                case "found" -> {
                    version = oldOrNew("versions", version, Integer.parseInt(words[1]));
                    rows = oldOrNew("rows", rows, Integer.parseInt(words[2]));
                }
                case "row" -> rows = Integer.parseInt(words[1]);
                case "ack" -> version = Integer.parseInt(words[1]);
                default -> throw new AssertionError(line);
            }
        }

        private static int oldOrNew(String what, int acknowledged, int found) {
            assertTrue(
                    found == acknowledged || found == acknowledged + 1,
                    () -> acknowledged + " " + what + " were acknowledged, " + found + " are there");
            return found;
        }
    }
}
