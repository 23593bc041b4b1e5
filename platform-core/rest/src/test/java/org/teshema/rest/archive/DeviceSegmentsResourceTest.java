package org.teshema.rest.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.DeviceExport;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.GateOnThisThread;
import org.teshema.engine.organisation.NewOrganisation;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.segment.SegmentExport;
import org.teshema.engine.segment.SegmentTable;
import org.teshema.engine.segment.Segments;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.plugin.pipeline.PipelinePlugin;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;

class DeviceSegmentsResourceTest {
    private static final String CITY = "city";
    private static final String OTHER = "other";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String HEADS = "管道名称,管道编号,管道级别,管道长度（m）,投用年月\r\n";
    private static final String TABLE = HEADS + "甲管,A/1,GC2,1200.5,2018-03\r\n乙管,乙-2,GC3,300,2018-03";

    private final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("s" + UUID.randomUUID().toString().replace("-", "")));
    private final Writes writes = new Writes(database, clock);
    private final GateOnThisThread gate = new GateOnThisThread(clock);
    private final TestServer server = server();
    private int keys;

    @AfterEach
    void close() {
        server.close();
        gate.close();
        database.close();
    }

    @Test
    void a_table_comes_in_is_listed_and_summed_up_and_goes_out_in_both_forms() throws Exception {
        String path = unit();
        JsonNode report = json(put(path, TABLE, "key-00000001"));
        assertEquals(List.of(2, 0, 0, 0), counts(report));
        assertEquals("1500.5", report.path("metres").asText());
        assertEquals(report, json(put(path, TABLE, "key-00000001")));
        JsonNode list = json(get(path + "?limit=1"));
        assertEquals("A/1", list.path("items").path(0).path("number").asText());
        assertEquals(
                "2018-03-01",
                list.path("items").path(0).path("values").path("used").asText());
        assertEquals(
                "乙-2",
                json(get(path + "?cursor=" + list.path("next").asText()))
                        .path("items")
                        .path(0)
                        .path("number")
                        .asText());
        HttpResponse<String> csv = get(path, "Accept", "text/csv");
        assertEquals("text/csv;charset=utf-8", type(csv));
        assertTrue(csv.body().contains("压力管道基本信息汇总表") && csv.body().contains("合计"), csv.body());
        assertEquals(csv.body(), get(path + "?format=csv").body());
        byte[] xlsx = bytes(path + "?format=xlsx");
        assertEquals('P', xlsx[0]);
        assertEquals(List.of(0, 0, 0, 2), counts(json(putBytes(path, xlsx, XLSX))));
        assertEquals(List.of(0, 0, 0, 2), counts(json(put(path, csv.body(), "key-00000002"))));
        assertEquals("1.5005", json(get(path + "/totals")).path("kilometres").asText());
        assertEquals(
                "1.5005",
                json(get("/api/v1/segments/totals")).path("kilometres").asText());
        JsonNode elsewhere = json(server.get("/api/v1/segments/totals", "Authorization", "Bearer " + OTHER));
        assertEquals(0, elsewhere.path("count").asInt());
        assertEquals(404, server.get(path, "Authorization", "Bearer " + OTHER).statusCode());
        assertEquals(401, server.get(path).statusCode());
        assertEquals(400, get(path + "?format=pdf").statusCode());
    }

    @Test
    void the_history_of_a_segment_is_found_by_its_number_whatever_is_in_it() throws Exception {
        String path = unit();
        put(path, TABLE, "key-00000001");
        put(path, HEADS + "甲管,A/1,GC2,1300,2018-03", "key-00000002");
        JsonNode first = json(get(path + "/history?number=A/1")).path("items");
        assertEquals(2, first.size());
        assertEquals(
                path.replaceAll("[^0-9]*1/devices/|/segments", ""),
                first.path(0).path("deviceId").asText());
        JsonNode second = json(get(path + "/history?number=%E4%B9%99-2")).path("items");
        assertEquals("segment-ended", second.path(1).path("kind").asText());
        assertEquals(400, get(path + "/history").statusCode());
        assertTrue(get(path + "/history").body().contains("\"field\":\"number\""));
        assertEquals(1, json(get(path)).path("items").size());
        assertEquals(
                0, json(get(path + "?known=2026-01-01T00:00:00Z")).path("items").size());
    }

    @Test
    void a_dry_run_names_every_fault_and_a_table_with_one_is_refused_whole() throws Exception {
        String path = unit();
        String bad = HEADS + "甲管,A,GC9,10,2018-03\r\n乙管,B,GC1,-1,2030-01";
        HttpResponse<String> tried = server.send(
                "PUT",
                path + "?dry-run=true&lang=en",
                bad,
                "Authorization",
                "Bearer " + CITY,
                "Content-Type",
                "text/csv");
        JsonNode faults = json(tried).path("faults");
        assertEquals("class", faults.path(0).path("field").asText());
        assertEquals(2, faults.path(0).path("row").asInt());
        assertTrue(faults.path(0).path("message").asText().startsWith("Class must be one of"));
        HttpResponse<String> refused = put(path, bad, "key-00000001");
        assertEquals(400, refused.statusCode());
        assertTrue(
                refused.body().contains("\"field\":\"file\"") && refused.body().contains("管道级别"), refused.body());
        assertEquals(0, json(get(path)).path("items").size());
        HttpResponse<String> unkeyed =
                server.send("PUT", path, TABLE, "Authorization", "Bearer " + CITY, "Content-Type", "text/csv");
        assertEquals(400, unkeyed.statusCode());
        assertTrue(unkeyed.body().contains("Idempotency-Key"));
        assertFalse(get(path).body().contains("甲管"));
    }

    private static List<Integer> counts(JsonNode report) {
        return List.of("added", "changed", "ended", "unchanged").stream()
                .map(name -> report.path(name).asInt(-1))
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        return Json.MAPPER.readTree(answer.body());
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .orElse("")
                .replace(" ", "")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private String unit() {
        HttpResponse<String> made = server.post(
                "/api/v1/devices",
                "{\"category\":\"8310\",\"district\":\"310115\",\"name\":\"蒸汽系统\",\"place\":\"人民路1号\","
                        + "\"status\":\"IN_USE\",\"identifiers\":[]}",
                "Authorization",
                "Bearer " + CITY,
                "Idempotency-Key",
                "unit-key-" + keys++);
        assertEquals(201, made.statusCode(), made.body());
        return made.headers().firstValue("Location").orElseThrow().replaceFirst(".*/api", "/api") + "/segments";
    }

    private HttpResponse<String> get(String path, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer " + CITY;
        return server.get(path, all);
    }

    private HttpResponse<String> put(String path, String csv, String key) {
        return server.send(
                "PUT",
                path,
                csv,
                "Authorization",
                "Bearer " + CITY,
                "Content-Type",
                "text/csv",
                "Idempotency-Key",
                key);
    }

    private byte[] bytes(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .header("Authorization", "Bearer " + CITY)
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
    }

    private HttpResponse<String> putBytes(String path, byte[] body, String type)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .header("Authorization", "Bearer " + CITY)
                                .header("Content-Type", type)
                                .header("Idempotency-Key", "bytes-key-" + keys++)
                                .PUT(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private TestServer server() {
        ReferenceFiles files = ReferenceFiles.shipped(clock);
        var catalogue = new Catalogue(files);
        var districts = new Districts(files);
        var organisations = new Organisations(database, writes, districts, clock);
        long city = database.write(unit -> unit.jdbc(connection -> organisations.insert(
                connection,
                new NewOrganisation(
                        OrganisationKind.CITY_BUREAU,
                        "市局",
                        Optional.empty(),
                        Districts.CITY,
                        OptionalLong.empty(),
                        Optional.empty()),
                OptionalLong.empty())));
        Actor actor = new Actor(1_001, "city", organisations.find(city).orElseThrow());
        gate.propose(new PipelinePlugin(), "org.teshema.api.plugin;version=\"[1.0,2)\"");
        var entries = new Entries(database, clock);
        var devices = new Devices(database, clock);
        var segments = new Segments(database, devices, gate.table(), clock);
        return new TestServer(
                Map.of(CITY, actor, OTHER, TestServer.actor(99, OrganisationKind.DISTRICT, "310107")),
                new DevicesResource(
                        devices,
                        new DeviceRegister(
                                devices,
                                writes,
                                entries,
                                catalogue,
                                districts,
                                new IdentifierFormats(files, catalogue),
                                clock,
                                List.of()),
                        new DeviceExport(devices, catalogue, districts)),
                new DeviceSegmentsResource(
                        segments,
                        new SegmentTable(database, writes, devices, gate.table(), gate.guard(), clock),
                        new SegmentExport(segments, devices, gate.table()),
                        new Archives(
                                database,
                                writes,
                                entries,
                                gate.table(),
                                (who, writer, device, kind, values) -> values,
                                clock)),
                new SegmentsResource(segments));
    }
}
