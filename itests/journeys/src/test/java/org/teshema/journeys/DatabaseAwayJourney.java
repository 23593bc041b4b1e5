package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back, while the platform runs and before it starts. */
class DatabaseAwayJourney {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_scan_tells_what_the_signature_tells_while_the_database_is_away() throws Exception {
        try (var postgres = new OwnPostgres();
                RunningPlatform platform = RunningPlatform.unpacked()
                        .with("teshema.database.url", postgres.url())
                        .withDemonstrationCity()) {
            postgres.start();
            platform.start();
            Api anybody = Api.anybody(platform);
            List<String> codes = platform.shownCodes();
            assertTrue(codes.size() >= 3, codes.toString());
            String bound = codes.get(0);
            serves(anybody, platform, bound);

            postgres.stop();
            tellsTheSignature(anybody, bound);
            tellsNothingOfANumber(anybody);
            writesNothing(anybody, platform);
            postgres.start();
            serves(anybody, platform, bound);

            platform.stop();
            postgres.stop();
            platform.startUnready();
            tellsTheSignature(anybody, bound);
            postgres.start();
            serves(anybody, platform, bound);

            assertEquals(List.of(), traces(platform.logText()), "lines of stack traces for a database that was away");
        }
    }

    private static void serves(Api anybody, RunningPlatform platform, String bound) {
        Waiting.until(
                "the platform is ready",
                PATIENCE,
                () -> anybody.get("/api/v1/health").status() == 200);
        Waiting.until(
                "the scan is answered from the register",
                PATIENCE,
                () -> anybody.get(bound).status() == 200);
        assertEquals("GENUINE", anybody.get(bound).expect(200).text("verdict"));
        Waiting.until("people log in", PATIENCE, () -> logIn(anybody, platform).status() == 201);
    }

    private static void tellsTheSignature(Api anybody, String bound) {
        Waiting.until(
                "the scan is answered without the register",
                PATIENCE,
                () -> anybody.get(bound).status() == 503);
        Api.Answer json = anybody.get(bound).expect(503);
        assertEquals("SIGNATURE_ONLY", json.text("verdict"));
        assertEquals("/problems/register-away", json.text("type"));
        assertEquals("110", json.json().path("emergency").path(0).path("number").asText());
        assertFalse(json.json().path("code").path("id").asText().isEmpty());
        assertTrue(json.header("Content-Type").startsWith("application/problem+json"));
        Api.Answer page = anybody.get(bound, "text/html").expect(503);
        assertTrue(page.body().contains("签名有效"), page.body());
        assertTrue(page.body().contains("tel:110"), page.body());
        assertTrue(
                page.body()
                        .replace(" ", "")
                        .contains(json.json().path("code").path("id").asText().substring(0, 8)),
                "the page names the code by its id");
        String forged = CodeText.of("https://any/s/" + bound.substring(3))
                .changed(60, 7)
                .path();
        assertEquals("FORGED", anybody.get(forged).expect(404).text("verdict"));
        Api.Answer health = anybody.get("/api/v1/health").expect(503);
        assertEquals("DOWN", health.text("status"));
        assertTrue(health.body().contains("\"name\":\"database\",\"status\":\"DOWN\""), health.body());
        anybody.get("/api/v1/health/live").expect(200);
    }

    private static void tellsNothingOfANumber(Api anybody) {
        Api.Answer answer = anybody.get("/n/8729262068264");
        assertEquals("UNAVAILABLE", answer.expect(503).text("verdict"));
    }

    private static void writesNothing(Api anybody, RunningPlatform platform) {
        Api.Answer answer = logIn(anybody, platform).expect(503);
        assertEquals("/problems/database-away", answer.text("type"));
        assertFalse(answer.body().contains("\tat "), answer.body());
    }

    private static Api.Answer logIn(Api anybody, RunningPlatform platform) {
        return anybody.post("/api/v1/sessions", Map.of("login", "admin", "password", platform.password("admin")));
    }

    private static List<String> traces(String log) {
        return log.lines().filter(line -> line.matches("\\s+at [\\w.$/]+\\(.*")).toList();
    }
}
