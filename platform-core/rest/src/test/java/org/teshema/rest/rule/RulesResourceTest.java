package org.teshema.rest.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.CorrectionWatch;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.ServedOnThisThread;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.rule.DeviceClocks;
import org.teshema.engine.rule.DueFigures;
import org.teshema.engine.rule.Replays;
import org.teshema.engine.rule.RuleBooks;
import org.teshema.engine.rule.Sweep;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;

/** Rules over HTTP: read by anybody, corrected by the city, and what they say of a device by who may see it. */
class RulesResourceTest {
    private static final String CITY = "city";
    private static final String DISTRICT = "district";
    private static final String OTHER = "other";
    private static final String UNIT = "unit";
    private static final String ROW = "{\"id\":\"forklift-81\",\"topic\":\"inspection\",\"nodes\":[\"5110\"],"
            + "\"titleZh\":\"每 12 个月\",\"titleEn\":\"Every 12 months\",\"source\":\"市局通知\",\"from\":\"2026-05-01\","
            + "\"sure\":true,\"parameters\":{\"months\":\"12\"}}";

    private final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("u" + UUID.randomUUID().toString().replace("-", "")));
    private final Guard guard = Guard.of(Limits.standard());
    private final Actor city = TestServer.actor(1, OrganisationKind.CITY_BUREAU, "310000");
    private TestServer server;
    private long device;
    private int keys;

    @BeforeEach
    void open() {
        var files = ReferenceFiles.shipped(clock);
        var table = new SwappedPluginTable(guard, new PostingPositions(files), clock);
        ServedOnThisThread.by(table, new RuledForklifts());
        var writes = new Writes(database, clock);
        var entries = new Entries(database, clock);
        var books = new RuleBooks(
                database, writes, table, new CorrectionWatch(database, table, false), new Catalogue(files), clock);
        var clocks = new DeviceClocks(
                database,
                new Devices(database, clock),
                new Archives(database, writes, entries, table, (actor, writer, device, kind, values) -> values, clock),
                entries,
                table,
                guard,
                books,
                clock);
        database.write(unit -> {
            unit.update(
                    "insert into organisation (id, kind, name, district, created_at)"
                            + " values (?, 'CITY_BUREAU', '市局', '310000', ?)",
                    city.organisation().id(),
                    clock.instant());
            return unit.update(
                    "insert into account (id, login, password_hash, organisation_id, created_at) values (?, 'c', '-', ?, ?)",
                    city.accountId(),
                    city.organisation().id(),
                    clock.instant());
        });
        device = database.write(unit -> unit.inserted(
                "insert into device (category, raw_category, district, name, place, status, created_at)"
                        + " values ('5110', '5110', '310115', '1号叉车', '外高桥', 'IN_USE', ?)",
                clock.instant()));
        database.write(unit -> entries.append(
                unit,
                city,
                Subject.of(new DeviceId(device)),
                "310115",
                CityKinds.INSPECTION,
                new Values(Map.of("on", LocalDate.parse("2025-06-05"), "result", "pass")),
                Instant.parse("2025-06-05T04:00:00Z"),
                "import",
                OptionalLong.empty()));
        server = new TestServer(
                Map.of(
                        CITY,
                        city,
                        DISTRICT,
                        TestServer.actor(2, OrganisationKind.DISTRICT, "310115"),
                        OTHER,
                        TestServer.actor(3, OrganisationKind.DISTRICT, "310107"),
                        UNIT,
                        TestServer.actor(4, OrganisationKind.USING_UNIT, "310115")),
                new RulesResource(books),
                new RuleFiguresResource(
                        new DueFigures(new Sweep(database, table, guard, clock)),
                        new Replays(database, table, guard, books, clock),
                        clock),
                new DeviceClocksResource(clocks, clock));
    }

    @AfterEach
    void close() {
        server.close();
        guard.close();
        database.close();
    }

    @Test
    void anybody_reads_the_rules_and_where_each_comes_from() throws IOException {
        JsonNode shipped = json(server.get("/api/v1/rules?topic=inspection&category=5110&on=2026-06-01"))
                .path("items")
                .path(0);
        assertEquals("ruled", shipped.path("plugin").asText());
        assertEquals("2.0.0", shipped.path("version").asText());
        assertEquals("24", shipped.path("row").path("parameters").path("months").asText());
        assertFalse(shipped.has("correction"), shipped::toString);
        assertEquals(400, server.get("/api/v1/rules?on=June").statusCode());
        assertEquals(400, server.get("/api/v1/rules?category=lifts").statusCode());
        assertEquals(404, server.get("/api/v1/rules/7").statusCode());
    }

    @Test
    void the_city_corrects_a_rule_and_takes_it_back() throws IOException {
        HttpResponse<String> made = correct(CITY, "ruled", ROW);
        assertEquals(201, made.statusCode(), made.body());
        String path = made.headers().firstValue("Location").orElseThrow();
        JsonNode correction = json(server.get(path)).path("correction");
        assertEquals("试点", correction.path("reason").asText());
        assertEquals("2026-11-24T01:00:00Z", correction.path("at").asText());
        assertEquals("OVERDUE 2026-06-30", said(clocks(CITY, "?on=2026-07-01")));
        // What holds from May on changes nothing about April.
        assertEquals("VALID 2027-06-30", said(clocks(CITY, "?on=2026-04-30")));

        HttpResponse<String> back = post(path + "/withdraw", "{\"reason\":\"试点结束\"}", CITY);
        assertEquals(200, back.statusCode(), back.body());
        assertEquals("试点结束", json(back).path("correction").path("withdrawnFor").asText());
        assertEquals("VALID 2027-06-30", said(clocks(CITY, "?on=2026-07-01")));
        assertEquals(1, json(server.get("/api/v1/rules")).path("items").size());
        assertEquals(
                409, post(path + "/withdraw", "{\"reason\":\"again\"}", CITY).statusCode());
    }

    @Test
    void nobody_else_corrects_and_a_wrong_row_is_refused_with_its_field() throws IOException {
        assertEquals(403, correct(DISTRICT, "ruled", ROW).statusCode());
        assertEquals(
                401,
                server.post("/api/v1/rules", "{\"plugin\":\"ruled\",\"row\":" + ROW + ",\"reason\":\"x\"}")
                        .statusCode());
        assertField("row.parameters", correct(CITY, "ruled", ROW.replace("months", "month")));
        assertField("row.nodes", correct(CITY, "ruled", ROW.replace("5110", "5999")));
        assertField("row.nodes", correct(CITY, "ruled", ROW.replace("\"5110\"", "null")));
        assertField("row.topic", correct(CITY, "ruled", ROW.replace("\"inspection\"", "\"swimming\"")));
        assertField("plugin", correct(CITY, "nobody", ROW));
        assertEquals(1, json(server.get("/api/v1/rules")).path("items").size());
    }

    @Test
    void what_was_due_is_told_to_those_who_may_see_the_device() throws IOException {
        assertEquals("VALID 2027-06-30", said(clocks(DISTRICT, "")));
        assertEquals("UNKNOWN ", said(clocks(DISTRICT, "?on=2025-06-04")));
        assertEquals("UNKNOWN ", said(clocks(DISTRICT, "?on=2025-07-01&known=2025-07-01T00:00:00Z")));
        assertEquals(404, clocks(OTHER, "").statusCode());
        assertEquals(401, server.get("/api/v1/devices/" + device + "/clocks").statusCode());
        assertField("on", clocks(CITY, "?on=2025-02-30"));
        assertField("known", clocks(CITY, "?known=yesterday"));
        JsonNode english = json(clocks(CITY, "?lang=en"));
        assertEquals(
                "Periodic inspection",
                english.path("clocks").path(0).path("title").asText());
        assertEquals("ruled", english.path("plugin").asText());
    }

    @Test
    void a_proposed_row_is_tried_on_history_within_the_callers_scope_and_changes_nothing() throws IOException {
        // The one forklift was inspected on 2025-06-05: due by the end of 2026-06 if every 12 months, and in 2027 as it
        // is.
        JsonNode replay = json(replay(CITY, ROW.replace("2026-05-01", "2022-12-01"), "2026-01-01"));
        assertEquals(1, replay.path("proposed").asInt(), replay::toString);
        assertEquals(0, replay.path("inForce").asInt());
        assertEquals("310115", replay.path("places").path(0).path("district").asText());
        JsonNode fired = replay.path("firings").path(0);
        assertEquals(Long.toString(device), fired.path("device").asText());
        assertEquals("2026-07-01", fired.path("day").asText());
        assertEquals("2026-06-30", fired.path("due").asText());
        assertEquals("VALID", fired.path("before").path("status").asText());
        assertEquals("OVERDUE", fired.path("after").path("status").asText());
        assertEquals(1, json(server.get("/api/v1/rules")).path("items").size());

        assertEquals(
                1, json(replay(DISTRICT, ROW, "2026-01-01")).path("devices").asInt());
        assertEquals(0, json(replay(OTHER, ROW, "2026-01-01")).path("devices").asInt());
        assertEquals(403, replay(UNIT, ROW, "2026-01-01").statusCode());
        assertField("row.parameters", replay(CITY, ROW.replace("months", "month"), "2026-01-01"));
        assertField("from", replay(CITY, ROW, "2019-01-01"));
    }

    @Test
    void what_is_due_is_counted_within_the_callers_scope() throws IOException {
        JsonNode due = json(server.get("/api/v1/rules/due", "Authorization", "Bearer " + DISTRICT))
                .path("items");
        assertEquals(1, due.size(), due::toString);
        assertEquals("5110", due.path(0).path("category").asText());
        assertEquals(1, due.path(0).path("valid").asInt());
        assertEquals(0, due.path(0).path("overdue").asInt());
        assertEquals(
                "{\"items\":[],\"next\":null}",
                server.get("/api/v1/rules/due", "Authorization", "Bearer " + OTHER)
                        .body());
        assertEquals(401, server.get("/api/v1/rules/due").statusCode());
        assertField("category", server.get("/api/v1/rules/due?category=lifts", "Authorization", "Bearer " + CITY));
    }

    private HttpResponse<String> replay(String token, String row, String from) {
        return server.post(
                "/api/v1/rules/replays",
                "{\"plugin\":\"ruled\",\"row\":" + row + ",\"from\":\"" + from + "\",\"until\":\"2026-11-24\"}",
                "Authorization",
                "Bearer " + token);
    }

    private HttpResponse<String> clocks(String token, String query) {
        return server.get("/api/v1/devices/" + device + "/clocks" + query, "Authorization", "Bearer " + token);
    }

    private static String said(HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode clock = json(answer).path("clocks").path(0);
        return clock.path("status").asText() + " " + clock.path("due").asText();
    }

    private HttpResponse<String> correct(String token, String plugin, String row) {
        return post("/api/v1/rules", "{\"plugin\":\"" + plugin + "\",\"row\":" + row + ",\"reason\":\"试点\"}", token);
    }

    private HttpResponse<String> post(String path, String json, String token) {
        return server.post(path, json, "Authorization", "Bearer " + token, "Idempotency-Key", "test-key-" + keys++);
    }

    private static void assertField(String field, HttpResponse<String> answer) throws IOException {
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(Optional.of(field), Optional.of(json(answer).path("field").asText()), answer.body());
        assertTrue(answer.body().contains("invalid-value"), answer.body());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.MAPPER.readTree(answer.body());
    }
}
