package org.teshema.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.codes.KillCity;
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
 * what it did not is there whole or not at all. Its writes are those of the city's own services, from the order of codes to their binding.
 */
class KillTest {
    private static final int ROUNDS = 30;
    /** On each of the two databases, so that together they are fifty. */
    private static final int UNDER_LOAD = 25;

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
    private record Story(
            String name,
            Set<String> tried,
            Map<String, String> acknowledged,
            List<Checkpoint> heads,
            List<Integer> underLoad) {
        String words() {
            return name + ": " + ROUNDS + " kills, " + underLoad.size() + " under load, " + tried.size()
                    + " writes tried, " + acknowledged.size() + " acknowledged, " + heads.size()
                    + " checkpoints, 0 lost, 0 doubled";
        }
    }

    private Story story(Stage stage, ArchivedClasses classes) throws IOException {
        var story = new Story(
                stage.name(), new LinkedHashSet<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        String key = TestSigner.newKey();
        Path guard = Files.createDirectory(folder.resolve(stage.name())).resolve("ledger-head");
        List<String> again = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> arguments =
                    new ArrayList<>(List.of(stage.url(), guard.toString(), key, stage.name() + "-" + round));
            arguments.addAll(again);
            List<String> said = KilledProcess.said(
                    classes.command(KillWorkload.class, arguments),
                    folder.resolve(stage.name() + round + ".log"),
                    moment(round, stage.random()));
            again = read(said, story);
            if (said.contains("ready") && isTrying(said)) {
                story.underLoad().add(round);
            }
            if (round % 5 == 4) {
                stage.disaster().run();
            }
        }
        verify(stage.url(), guard, key, story);
        return story;
    }

    private static Moment moment(int round, Random random) {
        if (round % 8 == 7) {
            // While it starts or recovers.
            return new Moment("begin", 1, Duration.ofMillis(random.nextInt(1_500)));
        }
        return random.nextInt(3) == 0
                // Around the signing of a checkpoint.
                ? new Moment("head", 1 + random.nextInt(3), Duration.ofNanos(random.nextInt(20_000_000)))
                : new Moment("ack", 1 + random.nextInt(100), Duration.ofNanos(random.nextInt(20_000_000)));
    }

    /** Whether somebody was writing when it ended: what was tried last was not answered. */
    private static boolean isTrying(List<String> said) {
        Set<String> open = new LinkedHashSet<>();
        for (String line : said) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("try")) {
                open.add(words[1]);
            } else if (words[0].equals("ack")) {
                open.remove(words[1]);
            }
        }
        return !open.isEmpty();
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
        var clock = new CityClock(InstantSource.system());
        try (var database = Database.of(new DatabaseSettings(url, "", "", 4));
                var city = new KillCity(database, KillWorkload.ring(guard), clock)) {
            var signer = TestSigner.of(key);
            var sequencer = Sequencer.of(database, signer, clock, guard);
            sequencer.run();
            assertEquals(Optional.empty(), sequencer.objection());

            Map<String, Integer> traces = city.traces();
            Map<String, Integer> expected = new TreeMap<>();
            for (String tried : story.tried()) {
                boolean there = traces.containsKey("key " + tried);
                assertTrue(there || !story.acknowledged().containsKey(tried), () -> "lost: " + tried);
                if (there) {
                    expected.putAll(KillCity.whole(tried));
                }
            }
            assertEquals("", difference(expected, traces), "what is there is whole, once, and what somebody asked for");
            story.acknowledged().forEach((asked, answer) -> assertEquals(answer, city.ask(asked), "sent again"));
            assertEquals("", difference(traces, city.traces()), "sending again changed nothing");
            assertTrue(city.balances(), "every code is somewhere, once");

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
                    story.underLoad().size() >= UNDER_LOAD,
                    () -> "too few kills while somebody wrote: " + story.underLoad());
            assertTrue(
                    story.heads().size() > ROUNDS / 4,
                    () -> "too few checkpoints: " + story.heads().size());
        }
    }

    /** Where two accounts of what is there differ. */
    private static String difference(Map<String, Integer> expected, Map<String, Integer> seen) {
        Set<String> all = new TreeSet<>(expected.keySet());
        all.addAll(seen.keySet());
        var words = new StringBuilder();
        for (String one : all) {
            int wanted = expected.getOrDefault(one, 0);
            int found = seen.getOrDefault(one, 0);
            if (wanted != found) {
                words.append(one)
                        .append(": ")
                        .append(found)
                        .append(" and not ")
                        .append(wanted)
                        .append('\n');
            }
        }
        return words.toString();
    }
}
