package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed while people order codes: what was acknowledged is there, and what is sent again is done once. */
class KillJourney {
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @Test
    void a_killed_platform_keeps_what_it_acknowledged_and_doubles_nothing() throws Exception {
        try (RunningPlatform platform = RunningPlatform.unpacked().start()) {
            // The moment of a kill is told by how much was acknowledged, not by a clock.
            var random = new SplittableRandom(20260301);
            LedgerProofs ledger = new LedgerProofs(Api.anybody(platform), folder);
            Map<String, String> acknowledged = new ConcurrentHashMap<>();
            Path checkpoint = null;
            for (int round = 0; round < ROUNDS; round++) {
                Orders orders = new Orders(city(platform), acknowledged);
                int enough = acknowledged.size() + random.nextInt(5, 60);
                orders.start(3);
                Waiting.until("orders come in", Duration.ofSeconds(60), () -> acknowledged.size() >= enough);
                Waiting.until("the ledger has begun", Duration.ofSeconds(60), () -> ledger.size() > 0);
                Path before = checkpoint;
                checkpoint = ledger.newest("killed-" + round + ".txt");
                platform.kill();
                orders.end();

                platform.start();
                Api city = city(platform);
                everyKeyAgain(city, orders.sent(), acknowledged);
                Map<String, JsonNode> there = new HashMap<>();
                city.all("/api/v1/batches")
                        .forEach(batch -> there.put(batch.path("id").asText(), batch));
                assertEquals(
                        acknowledged.size(),
                        there.size(),
                        "as many batches as keys, neither lost nor doubled, round " + round);
                assertTrue(there.keySet().containsAll(acknowledged.values()));
                Path now = ledger.checkpoint("restarted-" + round + ".txt");
                ledger.continues(checkpoint, now);
                if (before != null) {
                    ledger.continues(before, now);
                }
            }
            assertEquals(List.of(), platform.unexpectedLogLines(), "after " + acknowledged.size() + " orders");
        }
    }

    private static Api city(RunningPlatform platform) {
        return new Api(platform.base(), null, exchange -> {}).logIn("admin", platform.password("admin"));
    }

    /** Sends every key again, as a client does that had no answer, and twice; the answers name one batch each. */
    private static void everyKeyAgain(Api city, List<String> keys, Map<String, String> acknowledged) {
        for (String key : keys) {
            String id = order(city, key).expect(201).text("id");
            assertEquals(id, order(city, key).expect(201).text("id"));
            String before = acknowledged.putIfAbsent(key, id);
            assertTrue(before == null || before.equals(id), "acknowledged as " + before + ", now " + id);
        }
    }

    private static Api.Answer order(Api city, String key) {
        return city.post("/api/v1/batches", CodeDesk.orderOf(10), key);
    }

    /** People who order without pause until the platform is gone. */
    private static final class Orders {
        private final Api city;
        private final Map<String, String> acknowledged;
        private final List<String> sent = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();

        Orders(Api city, Map<String, String> acknowledged) {
            this.city = city;
            this.acknowledged = acknowledged;
        }

        void start(int people) {
            for (int i = 0; i < people; i++) {
                Thread thread = new Thread(this::work, "orders-" + i);
                threads.add(thread);
                thread.start();
            }
        }

        private void work() {
            while (!over.get()) {
                String key = UUID.randomUUID().toString();
                synchronized (sent) {
                    sent.add(key);
                }
                try {
                    Api.Answer answer = order(city, key);
                    if (answer.status() == 201) {
                        acknowledged.put(key, answer.text("id"));
                    }
                } catch (AssertionError e) {
                    // Killed in the middle: nobody knows whether it was done.
                    return;
                }
            }
        }

        void end() throws InterruptedException {
            over.set(true);
            for (Thread thread : threads) {
                thread.join(90_000);
            }
        }

        List<String> sent() {
            synchronized (sent) {
                return List.copyOf(sent);
            }
        }
    }
}
