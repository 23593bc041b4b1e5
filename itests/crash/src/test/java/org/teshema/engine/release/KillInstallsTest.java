package org.teshema.engine.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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

/**
 * A node is killed at random moments while it installs, tries, promotes and goes back, over and over on one database and one bundle
 * cache: it comes back with the old or the new, whole, and with a leaf for each deed that was done.
 */
class KillInstallsTest {
    private static final int ROUNDS = 10;

    @TempDir
    Path folder;

    @Test
    void a_node_killed_at_any_moment_of_an_installation_comes_back_with_the_old_or_the_new_and_nothing_half()
            throws Exception {
        KilledOnBoth.told(
                folder,
                server -> new ArchivedClasses(
                        folder,
                        KillInstalls.class,
                        List.of(
                                server.freshUrl(),
                                Files.createDirectories(folder.resolve("rehearsal"))
                                        .toString(),
                                KillInstalls.newKey(),
                                "rehearsal",
                                "3")),
                (stage, classes) -> new Story(stage, classes).told());
    }

    private final class Story {
        private final Stage stage;
        private final ArchivedClasses classes;
        private final Path home;
        private final String key = KillInstalls.newKey();

        // What is known: what was acknowledged last, and what may have been done although nobody heard of it.
        private String state = "none/none";
        private String doubtful = "none/none";
        private long leaves;
        private int deeds;
        private int settled;
        private int inDoubt;
        private int done;

        Story(Stage stage, ArchivedClasses classes) throws IOException {
            this.stage = stage;
            this.classes = classes;
            this.home = Files.createDirectories(folder.resolve("node-" + stage.name()));
        }

        String told() throws IOException {
            for (int round = 0; round <= ROUNDS; round++) {
                boolean last = round == ROUNDS;
                read(killed(stage.name() + "-" + round, last));
            }
            assertTrue(deeds > ROUNDS / 2, () -> "too few deeds: " + deeds);
            return stage.name() + ": " + ROUNDS + " kills, " + deeds + " deeds acknowledged, " + inDoubt
                    + " in doubt of which " + done + " were done, " + settled
                    + " times made itself what was wanted, 0 half, 0 lost";
        }

        private void read(List<String> said) {
            String wanted = state;
            boolean trying = false;
            for (String line : said) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "begin" -> {}
                    case "found" -> {
                        boolean unheard = !words[1].equals(state) || Long.parseLong(words[2]) > leaves;
                        if (unheard) {
                            assertEquals(doubtful, words[1], "neither the old nor the new");
                            assertEquals(leaves + 1, Long.parseLong(words[2]), "leaves of deeds");
                            done++;
                        } else {
                            assertEquals(leaves, Long.parseLong(words[2]), "leaves of deeds");
                        }
                        leaves = Long.parseLong(words[2]);
                        state = words[1];
                        doubtful = state;
                        wanted = state;
                    }
                    case "runs" -> {
                        assertEquals(wanted, line.substring(5));
                        settled++;
                    }
                    case "try" -> {
                        doubtful = words[1];
                        trying = true;
                    }
                    case "ack" -> {
                        assertEquals(doubtful, words[1]);
                        state = words[1];
                        wanted = state;
                        leaves++;
                        deeds++;
                        trying = false;
                    }
                    default -> throw new AssertionError(stage.name() + ": " + line);
                }
            }
            inDoubt += trying ? 1 : 0;
        }

        /** Runs a node and kills it at some moment; the last one is let go on until it has done three deeds. */
        private List<String> killed(String round, boolean last) throws IOException {
            // While it makes itself what is wanted after a kill, or within a deed and what follows from it.
            String word = last
                    ? "ack"
                    : stage.random().nextInt(4) == 0 ? "found" : stage.random().nextBoolean() ? "try" : "ack";
            int times = last ? 3 : word.equals("found") ? 1 : 1 + stage.random().nextInt(3);
            long later = stage.random().nextInt(60_000_000);
            return KilledProcess.said(
                    classes.command(KillInstalls.class, List.of(stage.url(), home.toString(), key, round)),
                    folder.resolve(round + ".log"),
                    new Moment(word, times, Duration.ofNanos(later)));
        }
    }
}
