package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An app moves into a process of its own, answers the same, is killed and comes back, and moves home again. */
final class InAHost {
    private static final String APP = "xuhui-old-lifts";
    private static final String LIST = "/apps/xuhui-old-lifts/list?lang=en";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int READINGS = 40;

    private final RunningPlatform platform;
    private final Api city;
    private final Api anybody;
    private final String scan;

    private InAHost(RunningPlatform platform, Api city, Api anybody, String number) {
        this.platform = platform;
        this.city = city;
        this.anybody = anybody;
        this.scan = "/n/" + number + "?lang=en";
    }

    /** Of the app of 徐汇, by the code of a lift that it speaks of. */
    static void theAppIsTheSame(RunningPlatform platform, Api city, Api anybody, String number) {
        var one = new InAHost(platform, city, anybody, number);
        List<String> before = one.pages();
        long here = one.micros();
        one.choose("DISTRICT_HOST");
        assertEquals(before, one.pages(), "a page is the same from either place");
        long there = one.micros();
        System.out.println("A list page takes " + here + " µs in process and " + there + " µs from its host (median of "
                + READINGS + ")");
        one.isKilledAndComesBack(before);
        one.choose("IN_PROCESS");
        assertEquals(before, one.pages());
        assertTrue(one.hosts().isEmpty(), "no host outlives the move");
    }

    private List<String> pages() {
        return List.of(
                city.get(LIST).expect(200).body().replaceAll("\"at\":\"[^\"]*\"", ""),
                city.get(LIST, "text/html").expect(200).body().replaceAll("(?s)<head>.*?</head>", ""),
                anybody.get(scan, "application/linkset+json").expect(200).body(),
                sections());
    }

    /** What the app says in a scan. */
    private String sections() {
        JsonNode parts = anybody.get(scan).expect(200).json().path("parts");
        assertTrue(parts.toString().contains("\"source\":\"" + APP + "\""), parts::toString);
        return parts.toString();
    }

    private void choose(String tier) {
        city.post("/api/v1/plugins/tiers/" + APP, Map.of("tier", tier, "reason", "journey"))
                .expect(200);
        Waiting.until("the app serves in its place", SOON, () -> {
            JsonNode app = app();
            return app.path("tier").asText().equals(tier)
                    && app.path("stage").asText().equals("SERVING");
        });
    }

    private JsonNode app() {
        for (JsonNode one : city.get("/api/v1/plugins").expect(200).json().path("items")) {
            if (one.path("name").asText().equals(APP)) {
                return one;
            }
        }
        return city.get("/api/v1/health").json().path("nothing");
    }

    private void isKilledAndComesBack(List<String> before) {
        List<ProcessHandle> hosts = hosts();
        assertFalse(hosts.isEmpty(), "the app lives in a process of its own");
        hosts.forEach(ProcessHandle::destroyForcibly);
        long killed = System.nanoTime();
        int meanwhile = 0;
        while (city.get(LIST).status() != 200) {
            anybody.get(scan).expect(200);
            meanwhile++;
            assertTrue(System.nanoTime() - killed < 10_000_000_000L, "the app is back within ten seconds");
        }
        Duration away = Duration.ofNanos(System.nanoTime() - killed);
        System.out.println("The host was killed; " + meanwhile + " scans were answered until the app was back after "
                + away.toMillis() + " ms");
        assertEquals(before, pages());
        assertTrue(app().path("restarts").asLong() >= 1, () -> app().toString());
        assertTrue(anybody.get("/api/v1/metrics", "text/plain")
                .body()
                .contains("teshema_plugin_restarts_total{plugin=\"" + APP + "\""));
    }

    private List<ProcessHandle> hosts() {
        return ProcessHandle.of(platform.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(one -> one.info()
                        .command()
                        .map(name -> name.endsWith("/bwrap"))
                        .orElse(false))
                .toList();
    }

    /** What a reading of the list takes, of many the one in the middle, in microseconds. */
    private long micros() {
        var took = new long[READINGS];
        for (int i = 0; i < READINGS; i++) {
            long began = System.nanoTime();
            city.get(LIST).expect(200);
            took[i] = (System.nanoTime() - began) / 1000;
        }
        Arrays.sort(took);
        return took[READINGS / 2];
    }
}
