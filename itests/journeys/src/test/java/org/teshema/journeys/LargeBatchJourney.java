package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A batch too large to wait for: it is made in the background, and a process that is killed meanwhile doubles nothing. */
class LargeBatchJourney {
    private static final int QUANTITY = 30_000;
    /** No plugin matters here, and they come in beside what is made. */
    private static final int MANY = 100;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void a_large_batch_is_made_once_though_the_platform_is_killed_while_it_makes_it() {
        try (RunningPlatform platform = Store.H2.prepared().start()) {
            Api city = Api.anybody(platform).logIn("admin", platform.password("admin"));
            JsonNode approved = approved(city);
            String batch = approved.path("id").asText();
            Map<String, Object> step =
                    Map.of("version", approved.path("version").asInt());
            String key = UUID.randomUUID().toString();
            Api.Answer asked =
                    city.post("/api/v1/batches/" + batch + "/make", step, key).expect(202);
            assertEquals("/api/v1/batches/" + batch, asked.header("Location"));
            assertEquals("APPROVED", asked.text("state"));
            Waiting.until(
                    "the making is under way",
                    PATIENCE,
                    () -> batch(city, batch).path("making").path("codesDone").asInt() > 0
                            || batch(city, batch).path("state").asText().equals("MADE"));
            platform.kill();

            platform.withUndecided(MANY).start();
            Api again = Api.anybody(platform).logIn("admin", platform.password("admin"));
            Waiting.until(
                    "the batch is made",
                    PATIENCE,
                    () -> batch(again, batch).path("state").asText().equals("MADE"));
            again.post("/api/v1/batches/" + batch + "/make", step, key).expect(202);
            JsonNode balance = again.get("/api/v1/balance").expect(200).json();
            assertEquals(QUANTITY, balance.path("made").asInt(), balance.toString());
            assertEquals(QUANTITY, balance.path("codes").path("inStock").asInt(), balance.toString());
            List<JsonNode> last = again.all("/api/v1/codes?batch=" + batch + "&first=" + QUANTITY);
            assertEquals(1, last.size());
            assertTrue(batch(again, batch).path("making").isMissingNode());
        }
    }

    private static JsonNode approved(Api city) {
        Api.Answer ordered =
                city.post("/api/v1/batches", CodeDesk.orderOf(QUANTITY)).expect(201);
        return city.post(
                        "/api/v1/batches/" + ordered.text("id") + "/approve",
                        Map.of("version", ordered.json().path("version").asInt()))
                .expect(200)
                .json();
    }

    private static JsonNode batch(Api reader, String id) {
        return reader.get("/api/v1/batches/" + id).expect(200).json();
    }
}
