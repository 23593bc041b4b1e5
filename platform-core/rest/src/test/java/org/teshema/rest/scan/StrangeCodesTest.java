package org.teshema.rest.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.Photos;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.GateOnThisThread;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.PluginCheck;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.KeyRing;
import org.teshema.web.Pages;

/** Codes that were really signed, by somebody else, for somewhere else or too long ago: over HTTP each is told what it is, as JSON and as a page. */
class StrangeCodesTest {
    private static final CodePrefix OURS = CodePrefix.parse("https://s.sh.gov.cn/s/");
    private static final CodePrefix THEIRS = CodePrefix.parse("https://s.bj.gov.cn/s/");
    private static final Instant YEAR_OF_ISSUE = Instant.parse("2026-03-02T01:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static Instant now = YEAR_OF_ISSUE;
    private static final CityClock CLOCK = new CityClock(() -> now);

    @TempDir
    private static Path folder;

    private static Database database;
    private static GateOnThisThread gate;
    private static KeyRing ring;
    private static KeyRing strangers;
    private static CityKeys keys;
    private static TestServer server;

    @BeforeAll
    static void open() {
        database = Database.of(
                DatabaseSettings.inMemory("c" + UUID.randomUUID().toString().replace("-", "")));
        gate = new GateOnThisThread(CLOCK);
        ring = ring("ours");
        strangers = ring("theirs");
        keys = new CityKeys(ring, OURS, List.of(), CLOCK);
        var files = ReferenceFiles.shipped(CLOCK);
        var writes = new Writes(database, CLOCK);
        var actions = new ActionDesk(
                database,
                gate.table(),
                new PluginCheck(database, new Devices(database, CLOCK), gate.table(), gate.guard(), CLOCK),
                new Entries(database, CLOCK),
                writes,
                CLOCK);
        var scans = new ScanDesk(
                defaults(),
                keys,
                database,
                gate.table(),
                gate.guard(),
                new Catalogue(files),
                new Districts(files),
                actions,
                CLOCK);
        var desk = new EngineDesk(
                scans,
                actions,
                new Accounts(database, writes, CLOCK),
                keys,
                new Photos(database, writes, CLOCK, gate.table()));
        server = new TestServer(Map.of(), new ScanResource(desk, new Pages(), request -> false));
    }

    @AfterAll
    static void close() {
        server.close();
        keys.close();
        strangers.close();
        gate.close();
        database.close();
    }

    @BeforeEach
    void inTheYearOfIssue() {
        now = YEAR_OF_ISSUE;
    }

    @Test
    void a_code_that_the_city_signed_for_this_address_is_looked_up() throws Exception {
        told(signed(ring, OURS), 404, "code-not-registered", "UNKNOWN", "", "本市签名，但登记中没有它");
    }

    @Test
    void a_code_that_another_city_signed_is_none_of_this_one() throws Exception {
        told(signed(strangers, THEIRS), 404, "code-forged", "FORGED", "WRONG_SIGNATURE", "不是本市签发的码");
        told(signed(strangers, OURS), 404, "code-forged", "FORGED", "WRONG_SIGNATURE", "不是本市签发的码");
    }

    @Test
    void a_code_that_the_city_signed_for_another_host_is_not_genuine_under_this_one() throws Exception {
        told(signed(ring, THEIRS), 404, "code-forged", "FORGED", "WRONG_SIGNATURE", "签名不符");
    }

    @Test
    void a_code_of_a_key_that_the_city_never_had_is_not_genuine() throws Exception {
        IssuingKey key = ring.issuingKeyFor(2026, CodeClass.STOCK);
        told(signed(ring, OURS, key, 4711), 404, "code-forged", "FORGED", "UNKNOWN_KEY", "签发密钥未知");
    }

    @Test
    void a_code_is_answered_as_long_as_its_key_and_out_of_date_from_then_on() throws Exception {
        String code = signed(ring, OURS);
        now = Instant.parse("2041-12-31T15:59:59Z");
        told(code, 404, "code-not-registered", "UNKNOWN", "", "登记中没有它");
        now = Instant.parse("2041-12-31T16:00:00Z");
        told(code, 410, "code-out-of-date", "EXPIRED", "EXPIRED_KEY", "签发密钥已过期");
    }

    @Test
    void an_address_of_another_city_put_behind_ours_is_no_address() throws Exception {
        String target = "/s/" + THEIRS.url() + signed(strangers, THEIRS);
        HttpResponse<String> json = server.get(target, "Accept", "application/json");
        assertEquals(400, json.statusCode());
        assertEquals(
                "/problems/malformed-request",
                Json.MAPPER.readTree(json.body()).path("type").asText());
        HttpResponse<String> page = server.get(target, "Accept", "text/html");
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("请求格式错误"), page.body());
    }

    private static void told(String text, int status, String type, String verdict, String refusal, String words)
            throws Exception {
        HttpResponse<String> answer = server.get("/s/" + text, "Accept", "application/json");
        JsonNode problem = Json.MAPPER.readTree(answer.body());
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals("/problems/" + type, problem.path("type").asText());
        assertEquals(status, problem.path("status").asInt());
        assertEquals(verdict, problem.path("verdict").asText());
        assertEquals(refusal, problem.path("refusal").asText());
        assertTrue(problem.path("detail").asText().contains(words), answer.body());
        assertTrue(problem.path("device").isMissingNode(), answer.body());
        assertTrue(problem.path("actions").isEmpty(), answer.body());

        HttpResponse<String> page = server.get("/s/" + text, "Accept", "text/html");
        assertEquals(status, page.statusCode());
        assertTrue(page.body().contains(words), page.body());
        assertTrue(page.body().contains("href=\"tel:110\""), page.body());
        assertFalse(page.body().contains("actions/"), page.body());
    }

    private static String signed(KeyRing by, CodePrefix under) {
        IssuingKey key = by.issuingKeyFor(2026, CodeClass.STOCK);
        return signed(by, under, key, key.index());
    }

    /** A code of that day, signed by that key and stating that index of a key. */
    private static String signed(KeyRing by, CodePrefix under, IssuingKey key, int stated) {
        var payload = new CodePayload(CodePayload.SUITE_SM2, stated, CodeId.random(RANDOM), 1, DAY);
        return new SignedCodeV1(by, CLOCK.withZone(CityClock.ZONE)).issue(under, payload, by.issuer(key.index()));
    }

    private static KeyRing ring(String name) {
        return KeyRing.openDrawn(
                folder.resolve(name), "a passphrase for tests".toCharArray(), CLOCK.withZone(CityClock.ZONE));
    }

    private static ScanDesk.Config defaults() {
        return (ScanDesk.Config) Proxy.newProxyInstance(
                ScanDesk.Config.class.getClassLoader(),
                new Class<?>[] {ScanDesk.Config.class},
                (proxy, method, arguments) -> method.getDefaultValue());
    }
}
