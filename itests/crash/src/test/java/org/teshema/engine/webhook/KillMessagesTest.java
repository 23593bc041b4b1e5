package org.teshema.engine.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.store.ArchivedClasses;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.KilledOnBoth;
import org.teshema.engine.store.KilledOnBoth.Stage;
import org.teshema.engine.store.KilledProcess;
import org.teshema.engine.store.KilledProcess.Moment;
import org.teshema.engine.time.CityClock;

/**
 * A process that sends messages is killed at random moments: before it sends, while the other side has the message and has not
 * answered, and before it wrote down how it ended. What was recorded arrives all the same, at least once, under one id.
 */
class KillMessagesTest {
    /** One of each kind on each of the two databases: a process takes its time to start. */
    private static final int ROUNDS = How.values().length;

    private static final int AT_MOST = 8;
    private static final Pattern MESSAGE = Pattern.compile(
            "\\{\"id\":\"(\\d+)\",\"event\":\"entry\",.*\"kind\":\"(test/said-\\d+)\".*\"sent\":\"[^\"]*\"}");

    @TempDir
    Path folder;

    @Test
    void what_a_killed_sender_had_to_send_arrives_at_least_once_under_one_id() throws Exception {
        KilledOnBoth.told(
                folder,
                server -> {
                    try (var receiver = new Receiver()) {
                        return new ArchivedClasses(
                                folder,
                                KillMessages.class,
                                List.of(server.freshUrl(), receiver.place().toString(), "3"));
                    }
                },
                this::story);
    }

    private String story(Stage stage, ArchivedClasses classes) throws IOException {
        try (var receiver = new Receiver()) {
            var known = new Known();
            Set<String> recorded = new TreeSet<>();
            List<String> arguments = List.of(stage.url(), receiver.place().toString());
            for (int round = 0; round < ROUNDS; round++) {
                var hold =
                        new Hold(known, How.values()[round], 1 + stage.random().nextInt(AT_MOST));
                receiver.answer = hold::answered;
                for (String line : KilledProcess.said(
                        classes.command(KillMessages.class, arguments),
                        folder.resolve(stage.name() + round + ".log"),
                        hold.moment(stage.random()))) {
                    if (line.startsWith("ack ")) {
                        recorded.add(KillMessages.SAID + line.substring(4));
                    }
                }
                hold.over.countDown();
            }
            receiver.answer = new Hold(known, How.ANSWERS, 0)::answered;
            try (var database = KillMessages.database(stage.url())) {
                sendTheRest(database, receiver);
                return verified(stage, database, recorded, known.messages);
            }
        }
    }

    /** How the other side behaves from some message on. */
    private enum How {
        /** It takes messages and says so. */
        ANSWERS,
        /** It loses what it was sent, and says nothing. */
        LOSES,
        /** It takes messages, and is killed for before it says so. */
        TAKES
    }

    /** What the other side took, in the order it came. */
    private static final class Known {
        final Collection<String> messages = new ConcurrentLinkedQueue<>();
    }

    /** A round: how the other side behaves, and from which of its messages on. */
    private static final class Hold {
        final CountDownLatch over = new CountDownLatch(1);
        private final Known known;
        private final How how;
        private final int from;
        private int came;

        Hold(Known known, How how, int from) {
            this.known = known;
            this.how = how;
            this.from = from;
        }

        /** When the sender is killed: at any moment, or most likely while it waits for the answer. */
        Moment moment(Random random) {
            return how == How.ANSWERS
                    ? new Moment("ack", 1 + random.nextInt(AT_MOST), Duration.ofNanos(random.nextInt(20_000_000)))
                    : new Moment("ack", from, Duration.ofMillis(150 + random.nextInt(150)));
        }

        int answered(Receiver.Taken one) {
            boolean holds = how != How.ANSWERS && next() >= from;
            if (!holds || how == How.TAKES) {
                known.messages.add(one.body());
            }
            if (holds) {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return 204;
        }

        private synchronized int next() {
            return ++came;
        }
    }

    /** The process that is not killed sends what the others left; hours pass, in which it may send as much as it likes. */
    private static void sendTheRest(Database database, Receiver receiver) {
        var now = new Instant[] {Instant.now()};
        var clock = new CityClock(() -> now[0]);
        KillMessages.free(database);
        try (var door = KillMessages.door(receiver.place(), clock);
                var leases = new Leases(database);
                var sender = KillMessages.sender(database, leases, clock, door)) {
            for (int round = 0; round < 60 && waiting(database) > 0; round++) {
                sender.work();
                now[0] = now[0].plus(Duration.ofMinutes(2));
            }
        }
    }

    private static long waiting(Database database) {
        return KillMessages.number(database, "select count(*) from webhook_delivery where state <> 'SENT'");
    }

    private static String verified(Stage stage, Database database, Set<String> recorded, Collection<String> messages) {
        assertEquals(0, waiting(database), "what is not sent in the end");
        Map<String, Set<String>> ids = new HashMap<>();
        Map<String, String> said = new HashMap<>();
        for (String body : messages) {
            Matcher message = MESSAGE.matcher(body);
            assertTrue(message.matches(), body);
            ids.computeIfAbsent(message.group(2), kind -> new TreeSet<>()).add(message.group(1));
            String untimed = body.replaceFirst(",\"sent\":.*", "");
            assertEquals(
                    untimed,
                    Optional.ofNullable(said.put(message.group(1), untimed)).orElse(untimed));
        }
        assertEquals(
                Map.of(),
                ids.entrySet().stream()
                        .filter(one -> one.getValue().size() > 1)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                "each under one id");
        assertEquals(ids.size(), said.size(), "and each under its own");
        Set<String> lost = new TreeSet<>(recorded);
        lost.removeAll(ids.keySet());
        assertEquals(Set.of(), lost, "recorded, and never told");
        long entries = KillMessages.number(
                database, "select count(*) from entry where kind like '" + KillMessages.SAID + "%'");
        assertEquals(entries, ids.size(), "told is what is in the archive and nothing else");
        assertTrue(recorded.size() >= ROUNDS, () -> "too few messages: " + recorded.size());
        return stage.name() + ": " + ROUNDS + " kills, " + recorded.size() + " entries, " + messages.size()
                + " messages, " + (messages.size() - ids.size()) + " told again, 0 lost";
    }
}
