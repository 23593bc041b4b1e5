package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Plugins come, change and go by their jars while people scan. */
class HotPluginJourney {
    private static final String JAR = "teshema-plugin-forklift.jar";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void a_jar_that_is_dropped_in_serves_at_once_and_no_scan_fails_meanwhile() throws Exception {
        try (RunningPlatform platform =
                RunningPlatform.unpacked().withDemonstrationCity().start()) {
            Api anybody = Api.anybody(platform);
            String forklift = "/n/" + numberOfAForklift(anybody.logIn("admin", platform.password("admin")));
            Waiting.until(
                    "lifts are served", SOON, () -> stage(anybody, "elevator").equals("SERVING"));
            JsonNode elevator = plugin(anybody, "elevator");
            // The forklift plugin serves a node below the one that the vehicle plugin serves, so it wins while it is
            // there.
            Waiting.until(
                    "vehicles are served", SOON, () -> source(anybody, forklift).equals("vehicle"));

            Load load =
                    new Load(platform, List.of(forklift, platform.shownCodes().get(0)));
            load.start(3);
            try {
                long took =
                        untilAnswered(anybody, forklift, "Last daily check", () -> drop(PluginJars.built(), platform));
                assertTrue(took < 3000, "first answer " + took + " ms after the drop");
                untilAnswered(anybody, forklift, "Newest day check", () -> drop(PluginJars.next(), platform));
                assertEquals(
                        "1.1.0", plugin(anybody, "forklift").path("version").asText());

                Files.delete(platform.plugins().resolve(JAR));
                Waiting.until(
                        "the vehicle plugin answers again",
                        SOON,
                        () -> source(anybody, forklift).equals("vehicle"));

                drop(PluginJars.forAnotherPlatform(), platform);
                Waiting.until("the jar is refused", SOON, () -> refusal(anybody).contains("REFUSED"));
                assertTrue(refusal(anybody).contains("org.teshema.api"), refusal(anybody));
                assertTrue(
                        refusal(anybody).contains("[7.0,8)") || refusal(anybody).contains("7.0"), refusal(anybody));
                assertEquals("vehicle", source(anybody, forklift));
                Files.delete(platform.plugins().resolve(JAR));
                Waiting.until(
                        "the refused jar is gone", SOON, () -> refusal(anybody).isEmpty());
            } finally {
                load.end();
            }
            assertEquals(List.of(), load.failures(), "scans that failed, of " + load.answered());
            assertTrue(load.answered() > 100, "too few scans to say anything: " + load.answered());

            JsonNode same = plugin(anybody, "elevator");
            assertEquals(elevator.path("since"), same.path("since"), "the other plugin never left");
            assertEquals(elevator.path("bundle"), same.path("bundle"));
            assertEquals(1, count(platform, "database open"), "times the engine started");
            assertEquals(0, count(platform, "Plugin elevator 1.0.0 left"));
            assertEquals(1, count(platform, "Plugin elevator 1.0.0 admitted"));
            assertEquals(List.of(), platform.unexpectedLogLines(" refused: "));
        }
    }

    private static String numberOfAForklift(Api city) {
        for (JsonNode device : city.all("/api/v1/devices?category=5110")) {
            for (JsonNode entry :
                    city.all("/api/v1/devices/" + device.path("id").asText() + "/entries?kind=posting")) {
                if (entry.path("values").path("event").asText().equals("bound")) {
                    return entry.path("values").path("number").asText();
                }
            }
        }
        throw new AssertionError("No forklift of the demonstration city has a code");
    }

    private static void drop(byte[] jar, RunningPlatform platform) throws java.io.IOException {
        PluginJars.drop(jar, platform.plugins(), JAR);
    }

    /** Milliseconds from the act to the first scan whose answer says that. */
    private static long untilAnswered(Api anybody, String path, String words, Act act) throws Exception {
        act.run();
        long began = System.nanoTime();
        Waiting.until(
                "a scan says \"" + words + "\"",
                SOON,
                () -> anybody.get(path + "?lang=en").expect(200).body().contains(words));
        return (System.nanoTime() - began) / 1_000_000;
    }

    private interface Act {
        void run() throws Exception;
    }

    private static String source(Api anybody, String path) {
        return anybody.get(path)
                .expect(200)
                .json()
                .path("parts")
                .path(0)
                .path("source")
                .asText();
    }

    private static JsonNode plugin(Api anybody, String name) {
        for (JsonNode plugin : anybody.get("/api/v1/plugins").expect(200).json().path("items")) {
            if (plugin.path("name").asText().equals(name)) {
                return plugin;
            }
        }
        return Api.JSON.createObjectNode();
    }

    private static String stage(Api anybody, String name) {
        return plugin(anybody, name).path("stage").asText();
    }

    private static String refusal(Api anybody) {
        for (JsonNode plugin :
                anybody.get("/api/v1/plugins?lang=en").expect(200).json().path("items")) {
            if (plugin.path("name").asText().contains("forklift")) {
                return plugin.path("stage").asText() + " "
                        + plugin.path("reason").asText();
            }
        }
        return "";
    }

    private static long count(RunningPlatform platform, String words) {
        return platform.logText().lines().filter(line -> line.contains(words)).count();
    }

    /** People who scan without pause. */
    private static final class Load {
        private final RunningPlatform platform;
        private final List<String> paths;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicLong answered = new AtomicLong();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        Load(RunningPlatform platform, List<String> paths) {
            this.platform = platform;
            this.paths = paths;
        }

        void start(int people) {
            for (int i = 0; i < people; i++) {
                Thread thread = new Thread(this::scan, "scan-" + i);
                threads.add(thread);
                thread.start();
            }
        }

        private void scan() {
            Api anybody = new Api(platform.base(), null, exchange -> {});
            for (int i = 0; !over.get(); i++) {
                String path = paths.get(i % paths.size());
                try {
                    Api.Answer answer = anybody.get(path);
                    answered.incrementAndGet();
                    if (answer.status() != 200 || answer.body().contains("\"gap\"")) {
                        failures.add(answer.status() + " " + answer.body());
                    }
                } catch (AssertionError e) {
                    failures.add(e.getMessage());
                }
            }
        }

        void end() throws InterruptedException {
            over.set(true);
            for (Thread thread : threads) {
                thread.join(20_000);
            }
        }

        long answered() {
            return answered.get();
        }

        List<String> failures() {
            return failures.stream().limit(5).toList();
        }
    }
}
