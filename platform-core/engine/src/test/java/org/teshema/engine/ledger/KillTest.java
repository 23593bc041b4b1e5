package org.teshema.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.store.ArchivedClasses;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.KilledOnBoth;
import org.teshema.engine.store.KilledOnBoth.Stage;
import org.teshema.engine.store.KilledProcess;
import org.teshema.engine.store.KilledProcess.Moment;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.merkle.Checkpoint;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * A process under load is killed at random moments, over and over on one database: what it acknowledged is there, once, and
 * what it did not is there whole or not at all.
 */
class KillTest {
    private static final int ROUNDS = 26;

    @TempDir
    Path folder;

    @Test
    void killing_the_process_loses_nothing_acknowledged_and_doubles_nothing() throws Exception {
        KilledOnBoth.told(
                folder,
                server -> new ArchivedClasses(
                        folder,
                        KillWorkload.Rehearsal.class,
                        List.of(
                                folder.resolve("rehearsal").toString(),
                                "jdbc:h2:mem:rehearsal;USER=sa",
                                server.freshUrl())),
                (stage, classes) -> story(stage, classes).words());
    }

    /** What the killed processes said. */
    private record Story(String name, Set<String> tried, Map<String, String> acknowledged, List<Checkpoint> heads) {
        String words() {
            return name + ": " + ROUNDS + " kills, " + tried.size() + " writes tried, " + acknowledged.size()
                    + " acknowledged, " + heads.size() + " checkpoints, 0 lost, 0 doubled";
        }
    }

    private Story story(Stage stage, ArchivedClasses classes) throws IOException {
        var story = new Story(stage.name(), new LinkedHashSet<>(), new LinkedHashMap<>(), new ArrayList<>());
        String key = TestSigner.newKey();
        Path guard = folder.resolve(stage.name()).resolve("ledger-head");
        List<String> again = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> arguments =
                    new ArrayList<>(List.of(stage.url(), guard.toString(), key, stage.name() + "-" + round));
            arguments.addAll(again);
            List<String> said = KilledProcess.said(
                    classes.command(KillWorkload.class, arguments),
                    folder.resolve(stage.name() + round + ".log"),
                    moment(stage.random()));
            again = read(said, story);
            if (round % 5 == 4) {
                stage.disaster().run();
            }
        }
        verify(stage.url(), guard, key, story);
        return story;
    }

    private static Moment moment(Random random) {
        return switch (random.nextInt(6)) {
            // While it starts, migrates or recovers.
            case 0 -> new Moment("begin", 1, Duration.ofMillis(random.nextInt(1_500)));
            // Around the signing of a checkpoint.
            case 1, 2 -> new Moment("head", 1 + random.nextInt(3), Duration.ofNanos(random.nextInt(20_000_000)));
            // Under load.
            default -> new Moment("ack", 1 + random.nextInt(100), Duration.ofNanos(random.nextInt(20_000_000)));
        };
    }

    /** Takes note of what was said and gives back the keys to send again: those in doubt, and one that is not. */
    private static List<String> read(List<String> said, Story story) {
        Set<String> doubtful = new LinkedHashSet<>();
        for (String line : said) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "try" -> {
                    story.tried().add(words[1]);
                    doubtful.add(words[1]);
                }
                case "ack" -> {
                    doubtful.remove(words[1]);
                    String before = story.acknowledged().put(words[1], words[2]);
                    assertTrue(
                            before == null || before.equals(words[2]), () -> words[1] + " was answered twice: " + line);
                }
                case "head" ->
                    story.heads()
                            .add(SignedCheckpoint.parse(line.substring(5).replace('|', '\n'))
                                    .checkpoint());
                default -> assertTrue(List.of("begin", "ready").contains(words[0]), line);
            }
        }
        List<String> again = new ArrayList<>(doubtful);
        story.acknowledged().keySet().stream().findFirst().ifPresent(again::add);
        return again;
    }

    private static void verify(String url, Path guard, String key, Story story) {
        try (var database = Database.of(new DatabaseSettings(url, "", "", 4))) {
            var signer = TestSigner.of(key);
            var sequencer = Sequencer.of(database, signer, new CityClock(InstantSource.system()), guard);
            sequencer.run();
            assertEquals(Optional.empty(), sequencer.objection());

            var workload = new KillWorkload(database);
            Map<String, Integer> rows = rows(database);
            for (String tried : story.tried()) {
                String answered = story.acknowledged().get(tried);
                boolean there = rows.containsKey("batch " + tried);
                assertTrue(there || answered == null, () -> "lost: " + tried);
                for (String table : List.of("batch", "entry", "leaf", "event", "key")) {
                    assertEquals(there ? 1 : 0, rows.getOrDefault(table + " " + tried, 0), table + " of " + tried);
                }
            }
            assertEquals(
                    story.tried().stream()
                                    .filter(t -> rows.containsKey("batch " + t))
                                    .count()
                            * 5,
                    rows.values().stream().mapToInt(Integer::intValue).sum(),
                    "nothing is there that nobody asked for");
            story.acknowledged().forEach((asked, answer) -> assertEquals(answer, workload.ask(asked), "sent again"));
            assertEquals(rows, rows(database), "sending again changed nothing");

            var ledger = new Ledger(database, signer, sequencer);
            assertEquals(List.of(), ledger.audit().findings());
            for (Checkpoint said : story.heads()) {
                ConsistencyProof proof = ledger.consistency(said.size(), Optional.empty());
                assertEquals(said, proof.from().checkpoint(), "a checkpoint once signed stays");
                assertTrue(proof.holds());
            }
            assertTrue(
                    story.acknowledged().size() > ROUNDS,
                    () -> "too little load: " + story.acknowledged().size());
            assertTrue(
                    story.heads().size() > ROUNDS / 4,
                    () -> "too few checkpoints: " + story.heads().size());
        }
    }

    private static Map<String, Integer> rows(Database database) {
        return database.read(connection -> {
            Map<String, Integer> rows = new LinkedHashMap<>();
            try (var select = connection.createStatement();
                    var row = select.executeQuery("select 'batch ' || title from batch union all"
                            + " select 'entry ' || subject_id from entry union all"
                            + " select 'leaf ' || subject from ledger_leaf union all"
                            + " select 'leaf ' || subject from ledger_pending union all"
                            + " select 'event ' || subject from outbox union all"
                            + " select 'key ' || key from idempotency")) {
                while (row.next()) {
                    rows.merge(row.getString(1), 1, Integer::sum);
                }
            }
            return rows;
        });
    }
}
