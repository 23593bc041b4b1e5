package org.teshema.rest.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.ledger.LedgerStatus;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.vitals.Vitals;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;

class HealthResourceTest {
    private final Database database = Database.of(DatabaseSettings.inMemory("health" + System.nanoTime()));
    private boolean started = true;
    private boolean rehearsed = true;
    private LedgerStatus ledger = new LedgerStatus(Optional.empty(), 3, Optional.empty());
    private boolean asked;

    @TempDir
    Path data;

    private TestServer server;

    private HttpResponse<String> health() {
        server = new TestServer(
                Map.of(),
                new HealthResource(
                        new Vitals(database, data),
                        () -> 2,
                        new Plugins(),
                        java.util.List::of,
                        () -> started,
                        () -> rehearsed,
                        this::status));
        return server.get("/api/v1/health");
    }

    private LedgerStatus status() {
        if (asked) {
            throw Problem.of(ProblemType.DATABASE_AWAY, "数据库无法访问。", "The database is away.");
        }
        return ledger;
    }

    @AfterEach
    void close() {
        server.close();
        database.close();
    }

    private static JsonNode part(HttpResponse<String> answer, String name) throws Exception {
        for (JsonNode part : Json.MAPPER.readTree(answer.body()).path("parts")) {
            if (part.path("name").asText().equals(name)) {
                return part;
            }
        }
        throw new AssertionError("no part " + name + " in " + answer.body());
    }

    @Test
    void all_is_well_when_every_part_is() throws Exception {
        HttpResponse<String> answer = health();
        assertEquals(200, answer.statusCode());
        assertEquals("UP", Json.MAPPER.readTree(answer.body()).path("status").asText(), answer.body());
        assertEquals("UP", part(answer, "ledger").path("status").asText());
        assertEquals("2 issuing keys", part(answer, "keys").path("detail").asText());
    }

    @Test
    void a_ledger_that_refuses_to_sign_is_shown_with_its_reason_and_sends_nobody_away() throws Exception {
        ledger = new LedgerStatus(Optional.empty(), 3, Optional.of(new Text("数据库被回滚。", "Rolled back.")));
        HttpResponse<String> answer = health();
        assertEquals(200, answer.statusCode());
        assertEquals(
                "DEGRADED", Json.MAPPER.readTree(answer.body()).path("status").asText());
        assertEquals("DEGRADED", part(answer, "ledger").path("status").asText());
        assertEquals(
                "REFUSING: 数据库被回滚。 / Rolled back.",
                part(answer, "ledger").path("detail").asText());
    }

    @Test
    void a_first_start_that_still_loads_is_not_ready() throws Exception {
        started = false;
        HttpResponse<String> answer = health();
        assertEquals(503, answer.statusCode());
        assertEquals("LOADING", part(answer, "firstStart").path("detail").asText());
        assertEquals(200, server.get("/api/v1/health/live").statusCode());
    }

    @Test
    void a_platform_that_still_rehearses_is_not_ready() throws Exception {
        rehearsed = false;
        HttpResponse<String> answer = health();
        assertEquals(503, answer.statusCode());
        assertEquals("RUNNING", part(answer, "rehearsal").path("detail").asText());
        assertEquals(200, server.get("/api/v1/health/live").statusCode());
    }

    @Test
    void a_database_that_is_away_is_told_and_the_ledger_is_not_asked() {
        database.close();
        HttpResponse<String> answer = health();
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("{\"name\":\"database\",\"status\":\"DOWN\"}"), answer.body());
        assertTrue(!answer.body().contains("\"ledger\""), answer.body());
    }

    @Test
    void a_database_that_goes_between_two_questions_is_no_fault() throws Exception {
        asked = true;
        HttpResponse<String> answer = health();
        assertEquals(200, answer.statusCode());
        assertEquals("DEGRADED", part(answer, "ledger").path("status").asText());
    }
}
