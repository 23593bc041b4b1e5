package org.teshema.rest.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.gate.AdmissionBook;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.InstalledReleases;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.gate.ReleaseOrigin;
import org.teshema.engine.gate.Shares;
import org.teshema.engine.gate.StaticGate;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.gate.Tryout;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.release.Canaries;
import org.teshema.engine.release.Convergence;
import org.teshema.engine.release.Installations;
import org.teshema.engine.release.ReleaseKeys;
import org.teshema.engine.release.Releases;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.SoftwareSigner;
import org.teshema.web.Pages;

/** The door over HTTP: who may do what, and what is told; what a sound release goes through is the journey's. */
class ReleasesResourceTest {
    private static final String KEYS = "/api/v1/plugins/keys";
    private static final String RELEASES = "/api/v1/plugins/releases";
    private static final String JAR = "application/java-archive";
    private static final String NEW = "/plugins/releases/new";
    private static final String BROUGHT = "/plugins/releases";

    @TempDir
    Path folder;

    private final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("d" + UUID.randomUUID().toString().replace("-", "")));
    private final Guard guard = Guard.of(Limits.standard());
    private final String pem = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom())
            .publicKey()
            .pem();
    private CityKeys cityKeys;
    private TestServer server;
    private int keys;

    @BeforeEach
    void open() {
        var files = ReferenceFiles.shipped(clock);
        var writes = new Writes(database, clock);
        cityKeys = new CityKeys(
                KeyRing.openDrawn(folder.resolve("city.keys"), "door".toCharArray(), Clock.systemUTC()),
                CodePrefix.parse("https://s.sh.gov.cn/s/"),
                List.of(),
                clock);
        var releases = new Releases(
                database,
                writes,
                cityKeys,
                new StaticGate("org.teshema.api.plugin;version=\"1.0.0\""),
                new Tryout(guard, new AdmissionBook(database, clock)),
                new SwappedPluginTable(guard, new PostingPositions(files), clock),
                new Nothing(),
                clock);
        var convergence = new Convergence(database, releases, new Nothing(), new Plugins(), new Shares(), false);
        var installations = new Installations(database, writes, releases, convergence, clock);
        var canaries = new Canaries(database, writes, releases, installations, convergence, clock);
        Actor city = TestServer.actor(1, OrganisationKind.CITY_BUREAU, "310000");
        Actor district = TestServer.actor(2, OrganisationKind.DISTRICT, "310115");
        TestServer.known(database, clock.instant(), city);
        TestServer.known(database, clock.instant(), district);
        Actor other = TestServer.actor(3, OrganisationKind.DISTRICT, "310107");
        TestServer.known(database, clock.instant(), other);
        Actor unit = TestServer.actor(4, OrganisationKind.USING_UNIT, "310115");
        TestServer.known(database, clock.instant(), unit);
        var reports = new Plugins();
        server = new TestServer(
                Map.of("city", city, "district", district, "other", other, "unit", unit),
                new ReleaseKeysResource(new ReleaseKeys(database, writes, new Districts(files), clock)),
                new ReleasesResource(releases, installations, canaries),
                new InstallationsResource(installations, canaries),
                new PluginPagesResource(
                        reports,
                        releases,
                        installations,
                        canaries,
                        new Districts(files),
                        new DeedForms(new Organisations(database, writes, new Districts(files), clock)),
                        new Pages()));
    }

    @AfterEach
    void close() {
        server.close();
        cityKeys.close();
        guard.close();
        database.close();
    }

    @Test
    void the_city_registers_a_key_everybody_sees_it_and_the_city_revokes_it() throws Exception {
        assertEquals(403, post("district", KEYS, key("310115")).statusCode());
        HttpResponse<String> made = post("city", KEYS, key("310115"));
        assertEquals(201, made.statusCode(), made::body);
        JsonNode key = json(made);
        assertEquals("310115", key.path("district").asText());
        assertEquals(409, post("city", KEYS, key("310115")).statusCode(), "a key is registered once");
        assertEquals(1, json(server.get(KEYS)).path("items").size());

        String revoke = KEYS + "/" + key.path("id").asText() + "/revoke";
        assertEquals(403, post("district", revoke, "{\"reason\":\"x\"}").statusCode());
        assertEquals(400, post("city", revoke, "{\"reason\":\" \"}").statusCode());
        assertEquals(
                "泄露",
                json(post("city", revoke, "{\"reason\":\"泄露\"}"))
                        .path("revokedFor")
                        .asText());
        assertTrue(json(server.get(KEYS + "/" + key.path("id").asText())).has("revokedAt"));
    }

    @Test
    void a_key_of_no_district_or_of_no_curve_is_refused_in_its_field() throws Exception {
        assertEquals(
                "district",
                json(post("city", KEYS, key("999999"))).path("field").asText());
        assertEquals(400, post("city", KEYS, "{}").statusCode());
        String other = key("310115").replace("BEGIN PUBLIC KEY", "BEGIN KEY");
        assertEquals("pem", json(post("city", KEYS, other)).path("field").asText());
    }

    @Test
    void what_is_no_release_is_told_what_it_lacks_and_nothing_is_kept() throws Exception {
        for (String path : List.of(RELEASES, RELEASES + "/plan")) {
            HttpResponse<String> refused = server.send(
                    "POST",
                    path,
                    "no jar",
                    "Authorization",
                    "Bearer city",
                    "Content-Type",
                    JAR,
                    "Idempotency-Key",
                    next());
            assertEquals(422, refused.statusCode(), refused::body);
            assertTrue(json(refused).path("type").asText().endsWith("release-refused"), refused::body);
            assertEquals(
                    401,
                    server.send("POST", path, "no jar", "Content-Type", JAR, "Idempotency-Key", next())
                            .statusCode());
        }
        assertEquals(0, json(server.get(RELEASES)).path("items").size());
        assertEquals(404, server.get(RELEASES + "/7").statusCode());
        assertEquals(404, server.get("/api/v1/plugins/installations/nobody").statusCode());
        assertEquals(
                404, post("city", RELEASES + "/7/install", "{\"reason\":\"x\"}").statusCode());
        assertEquals(
                404,
                post("city", "/api/v1/plugins/installations/nobody/stop", "{\"reason\":\"x\"}")
                        .statusCode());
    }

    @Test
    void whom_a_release_is_tried_on_is_one_station_or_a_share_and_anything_else_is_told_in_its_field()
            throws Exception {
        for (String body : List.of(
                "{\"reason\":\"x\"}",
                "{\"station\":\"1\",\"perMille\":5,\"reason\":\"x\"}",
                "{\"station\":\"one\",\"reason\":\"x\"}")) {
            HttpResponse<String> answer = post("city", RELEASES + "/7/canary", body);
            assertEquals(400, answer.statusCode(), answer::body);
            assertEquals("station", json(answer).path("field").asText());
        }
        for (int perMille : new int[] {0, -1, 1001}) {
            HttpResponse<String> answer =
                    post("city", RELEASES + "/7/canary", "{\"perMille\":" + perMille + ",\"reason\":\"x\"}");
            assertEquals("perMille", json(answer).path("field").asText(), answer::body);
        }
        assertEquals(
                404,
                post("city", RELEASES + "/7/canary", "{\"perMille\":5,\"reason\":\"x\"}")
                        .statusCode());
        for (String step : List.of("promote", "withdraw")) {
            assertEquals(
                    404,
                    post("city", "/api/v1/plugins/installations/nobody/" + step, "{\"reason\":\"x\"}")
                            .statusCode());
        }
    }

    /** A trial beside a live release, as the tables hold it; no jar is behind it. */
    private void trying() {
        database.write(unit -> {
            unit.update(
                    "insert into release_key (id, key_id, district, holder, pem, valid_from, valid_until, added_by, author,"
                            + " added_at) values (1, '0123456789abcdef', '310115', '信息科', '-', '2026-11-01', '2027-11-01', 1,"
                            + " '市局', ?)",
                    clock.instant());
            for (int id = 1; id <= 2; id++) {
                unit.update(
                        "insert into plugin_release (id, name, version, district, api, permissions, signed_on, expires_on,"
                                + " key_id, digest, jar, stored_by, author, stored_at) values (?, 'patrol', ?, '310115',"
                                + " '[1.0,2)', '', '2026-11-01', '2027-11-01', '0123456789abcdef', 'd', ?, 1, '市局', ?)",
                        id,
                        "1." + id + ".0",
                        new byte[] {1},
                        clock.instant());
            }
            return unit.update(
                    "insert into plugin_target (name, live_id, canary_id, canary_per_mille, highest, reason, changed_by,"
                            + " author, changed_at) values ('patrol', 1, 2, 50, '1.1.0', '试行一周', 1, '市局', ?)",
                    clock.instant());
        });
    }

    @Test
    void a_trial_stands_beside_the_live_release_with_its_share() throws Exception {
        trying();
        JsonNode one = json(server.get("/api/v1/plugins/installations/patrol"));
        assertEquals("310115", one.path("district").asText());
        assertEquals("1.1.0", one.path("live").path("version").asText());
        assertEquals("1.2.0", one.path("trial").path("release").path("version").asText());
        assertEquals(50, one.path("trial").path("perMille").asInt());
        assertTrue(one.path("trial").path("station").isMissingNode());
    }

    @Test
    void the_page_shows_both_versions_and_says_of_every_button_what_it_does_or_why_it_cannot_be_pressed() {
        trying();
        assertEquals(303, server.get("/plugins", "Accept", "text/html").statusCode(), "log in first");
        String city = page("city", "/plugins");
        assertTrue(city.contains("试行：5.0% 的设备") && city.contains("其余设备（正式）"), city);
        assertTrue(city.contains("href=\"/plugins/patrol/promote\"") && city.contains("试行一周"), city);
        assertTrue(city.contains("disabled>回退</button><span>没有上一个正式版本"), city);
        String other = page("other", "/plugins");
        assertTrue(other.contains("disabled>转为正式</button><span>由所属区局或市局办理"), other);
        assertTrue(page("city", "/plugins/releases/2").contains("不能安装"), "its jar is none, and the page says so");
    }

    @Test
    void a_deed_on_the_page_wants_a_reason_and_is_done_once_though_sent_twice() throws Exception {
        trying();
        String form = page("district", "/plugins/patrol/withdraw");
        var key = java.util.regex.Pattern.compile("name=\"_key\" value=\"([^\"]+)\"")
                .matcher(form);
        assertTrue(key.find(), form);
        HttpResponse<String> empty = form("district", "/plugins/patrol/withdraw", "_key=" + key.group(1) + "&reason=");
        assertEquals(400, empty.statusCode());
        assertTrue(empty.body().contains("请说明原因"), empty::body);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> done =
                    form("district", "/plugins/patrol/withdraw", "_key=" + key.group(1) + "&reason=not+yet");
            assertEquals(303, done.statusCode(), done::body);
        }
        JsonNode one = json(server.get("/api/v1/plugins/installations/patrol"));
        assertTrue(one.path("trial").isMissingNode(), one::toString);
        assertEquals("not yet", one.path("reason").asText());
        assertTrue(page("district", "/plugins").contains("disabled>撤回试行</button><span>没有在试行的发布"));
    }

    @Test
    void a_release_is_brought_on_a_page_by_those_who_may_and_what_is_none_is_told_there() throws Exception {
        assertEquals(303, server.get(NEW, "Accept", "text/html").statusCode(), "log in first");
        assertEquals(
                403,
                server.get(NEW, "Accept", "text/html", "Authorization", "Bearer unit")
                        .statusCode());
        assertTrue(page("district", "/plugins").contains("href=\"" + NEW + "\""));
        assertTrue(!page("unit", "/plugins").contains(NEW), "not offered to who may not");
        String form = page("district", NEW);
        assertTrue(form.contains("enctype=\"multipart/form-data\"") && form.contains("type=\"file\""), form);
        assertTrue(form.contains("name=\"_key\"") && !form.contains("<script"), form);

        HttpResponse<String> none = brought("district", "filename=\"\"", "");
        assertEquals(400, none.statusCode());
        assertTrue(none.body().contains("请选择文件"), none::body);
        HttpResponse<String> refused = brought("district", "filename=\"a.jar\"", "no jar");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("未接收") && refused.body().contains("zip"), refused::body);
        assertTrue(refused.body().contains("type=\"file\""), "and may be brought again there");
        assertEquals(401, brought("nobody", "filename=\"a.jar\"", "no jar").statusCode());
        assertEquals(
                413,
                brought("district", "filename=\"a.jar\"", "x".repeat((16 << 20) + (17 << 10)))
                        .statusCode());
        assertEquals(
                403,
                server.send(
                                "POST",
                                BROUGHT,
                                part("filename=\"a.jar\"", "no jar"),
                                "Cookie",
                                "teshema=district",
                                "Accept",
                                "text/html",
                                "Origin",
                                "https://elsewhere.example",
                                "Content-Type",
                                "multipart/form-data; boundary=parts")
                        .statusCode(),
                "from a page of somebody else");
        assertEquals(0, json(server.get(RELEASES)).path("items").size());
    }

    private HttpResponse<String> brought(String who, String file, String content) {
        return server.send(
                "POST",
                BROUGHT,
                part(file, content),
                "Authorization",
                "Bearer " + who,
                "Accept",
                "text/html",
                "Origin",
                "http://127.0.0.1:" + server.port(),
                "Content-Type",
                "multipart/form-data; boundary=parts");
    }

    private String part(String file, String content) {
        return "--parts\r\nContent-Disposition: form-data; name=\"_key\"\r\n\r\n" + next() + "-0123456789\r\n"
                + "--parts\r\nContent-Disposition: form-data; name=\"jar\"; " + file + "\r\n\r\n" + content
                + "\r\n--parts--\r\n";
    }

    @Test
    void a_share_typed_into_the_form_is_told_where_it_is_wrong() {
        trying();
        HttpResponse<String> wrong =
                form("city", "/plugins/releases/2/share", "_key=" + "k".repeat(20) + "&per-mille=2000&reason=x");
        assertEquals(400, wrong.statusCode(), wrong::body);
        assertTrue(wrong.body().contains("千分比为 1 至 1000"), wrong::body);
        assertEquals(
                403,
                form("other", "/plugins/patrol/stop", "_key=" + "k".repeat(20) + "&reason=x")
                        .statusCode());
    }

    private String page(String who, String path) {
        HttpResponse<String> page = server.get(path, "Accept", "text/html", "Authorization", "Bearer " + who);
        assertEquals(200, page.statusCode(), page::body);
        return page.body();
    }

    private HttpResponse<String> form(String who, String path, String body) {
        return server.send(
                "POST",
                path,
                body,
                "Authorization",
                "Bearer " + who,
                "Accept",
                "text/html",
                "Origin",
                "http://127.0.0.1:" + server.port(),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private String key(String district) throws Exception {
        return Json.MAPPER.writeValueAsString(Map.of(
                "district",
                district,
                "holder",
                "信息科",
                "pem",
                pem,
                "validFrom",
                "2026-11-01",
                "validUntil",
                "2027-11-01"));
    }

    private HttpResponse<String> post(String who, String path, String body) {
        return server.post(path, body, "Authorization", "Bearer " + who, "Idempotency-Key", next());
    }

    private String next() {
        return "door-key-" + keys++;
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.MAPPER.readTree(answer.body());
    }

    /** A node on which nothing is ever installed. */
    private static final class Nothing implements InstalledReleases {
        @Override
        public Map<ReleaseOrigin, Long> here() {
            return Map.of();
        }

        @Override
        public java.util.Optional<org.teshema.api.text.Text> install(ReleaseOrigin origin, byte[] jar) {
            return java.util.Optional.empty();
        }

        @Override
        public List<String> refreshes(String plugin) {
            return List.of();
        }

        @Override
        public void remove(ReleaseOrigin origin) {
            throw new IllegalStateException("There is nothing to remove");
        }
    }
}
