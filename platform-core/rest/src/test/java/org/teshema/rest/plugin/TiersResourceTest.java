package org.teshema.rest.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.host.Tiers;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;

/** Where plugins run, asked and chosen over HTTP. */
class TiersResourceTest {
    private static final String TIERS = "/api/v1/plugins/tiers";

    private final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("d" + UUID.randomUUID().toString().replace("-", "")));
    private final Tiers tiers = new Tiers(database, new Writes(database, clock), clock);
    private TestServer server;
    private int keys;

    @BeforeEach
    void open() {
        Actor city = TestServer.actor(1, OrganisationKind.CITY_BUREAU, "310000");
        Actor district = TestServer.actor(2, OrganisationKind.DISTRICT, "310115");
        TestServer.known(database, clock.instant(), city);
        TestServer.known(database, clock.instant(), district);
        server = new TestServer(Map.of("city", city, "district", district), new TiersResource(tiers));
    }

    @AfterEach
    void close() {
        server.close();
        tiers.close();
        database.close();
    }

    @Test
    void the_city_chooses_and_everybody_who_is_logged_in_sees_it() throws Exception {
        assertEquals(
                0,
                json(server.get(TIERS, "Authorization", "Bearer city"))
                        .path("items")
                        .size());
        HttpResponse<String> chosen = choose("city", "{\"tier\":\"DISTRICT_HOST\",\"reason\":\"来路不明\"}");
        assertEquals(200, chosen.statusCode(), chosen::body);
        assertEquals("2026-11-24T01:00:00Z", json(chosen).path("changedAt").asText());
        choose("city", "{\"tier\":\"IN_PROCESS\",\"reason\":\"已审查\"}");
        JsonNode items =
                json(server.get(TIERS, "Authorization", "Bearer district")).path("items");
        assertEquals(1, items.size());
        assertEquals("my-app", items.path(0).path("plugin").asText());
        assertEquals("IN_PROCESS", items.path(0).path("tier").asText());
        assertEquals("已审查", items.path(0).path("reason").asText());
    }

    @Test
    void a_choice_that_is_none_is_told_in_its_field_and_a_district_has_none() throws Exception {
        assertEquals(
                "tier",
                json(choose("city", "{\"tier\":\"SOMEWHERE\",\"reason\":\"x\"}"))
                        .path("field")
                        .asText());
        assertEquals("tier", json(choose("city", "{}")).path("field").asText());
        assertEquals(
                "reason",
                json(choose("city", "{\"tier\":\"IN_PROCESS\"}")).path("field").asText());
        HttpResponse<String> nothing = choose("city", "");
        assertEquals(400, nothing.statusCode(), nothing::body);
        assertEquals(
                403,
                choose("district", "{\"tier\":\"IN_PROCESS\",\"reason\":\"我要\"}")
                        .statusCode());
        assertEquals(
                401,
                server.post(TIERS + "/my-app", "{\"tier\":\"IN_PROCESS\",\"reason\":\"x\"}", "Idempotency-Key", "k")
                        .statusCode());
        assertTrue(tiers.list().isEmpty());
    }

    private HttpResponse<String> choose(String who, String body) {
        return server.post(
                TIERS + "/my-app", body, "Authorization", "Bearer " + who, "Idempotency-Key", "tier-key-" + keys++);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
