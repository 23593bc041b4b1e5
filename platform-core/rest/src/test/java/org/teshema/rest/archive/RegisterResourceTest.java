package org.teshema.rest.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.Device;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.posting.Posting;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Memberships;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.PostedCodes;
import org.teshema.engine.device.DeviceExport;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.device.Devices;
import org.teshema.engine.device.Engagements;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.organisation.NewOrganisation;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.paper.Papers;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.CreditCode;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;
import org.teshema.rest.account.AccountsResource;
import org.teshema.rest.account.MeResource;
import org.teshema.rest.account.OrganisationsResource;
import org.teshema.rest.account.SessionsResource;
import org.teshema.trust.code.CodePrefix;

class RegisterResourceTest {
    private static final String CITY = "city";
    private static final String OTHER = "other";

    private final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("r" + UUID.randomUUID().toString().replace("-", "")));
    private final ReferenceFiles files = ReferenceFiles.shipped(clock);
    private final Catalogue catalogue = new Catalogue(files);
    private final Districts districts = new Districts(files);
    private final Writes writes = new Writes(database, clock);
    private final Organisations organisations = new Organisations(database, writes, districts, clock);
    private final TestServer server = server();
    private int keys;

    @AfterEach
    void close() {
        server.close();
        database.close();
    }

    @Test
    void an_organisation_with_its_account_logs_in_looks_round_and_logs_out() {
        String station =
                id(post("/api/v1/organisations", "{\"kind\":\"STATION\",\"name\":\"陆家嘴所\",\"district\":\"310115\"}"));
        created(post(
                "/api/v1/accounts",
                "{\"login\":\"lujiazui\",\"password\":\"correct horse 42\",\"organisationId\":\"" + station + "\"}"));
        HttpResponse<String> session =
                server.post("/api/v1/sessions", "{\"login\":\"lujiazui\",\"password\":\"correct horse 42\"}");
        created(session);
        assertTrue(session.body().contains("\"role\":\"STATION\""), session.body());
        HttpResponse<String> wrong =
                server.post("/api/v1/sessions", "{\"login\":\"lujiazui\",\"password\":\"wrong horse 42\"}");
        assertEquals(401, wrong.statusCode());
        assertFalse(wrong.body().contains("horse"), wrong.body());
        assertEquals(200, get("/api/v1/me", CITY).statusCode());
        assertEquals(401, server.get("/api/v1/me").statusCode());
        assertTrue(get("/api/v1/accounts", CITY).body().contains("lujiazui"));
        assertFalse(get("/api/v1/accounts", CITY).body().contains("argon2"));
        assertEquals(
                400,
                post(
                                "/api/v1/organisations",
                                "{\"kind\":\"INSPECTION_BODY\",\"name\":\"检验\",\"creditCode\":"
                                        + "\"9144030071526726XH\",\"district\":\"310115\"}")
                        .statusCode());
    }

    @Test
    void a_device_is_entered_found_changed_and_exported_within_its_scope() {
        HttpResponse<String> made = post("/api/v1/devices", device("3110"));
        String id = id(made);
        assertTrue(made.headers().firstValue("Location").orElse("").endsWith("/api/v1/devices/" + id));
        assertTrue(get("/api/v1/devices?identifier=3110%2010089%202019%2000098", CITY)
                .body()
                .contains("1号梯"));
        assertEquals(
                "{\"count\":1}",
                get("/api/v1/devices/count?category=3000", CITY).body());
        assertEquals("{\"count\":0}", get("/api/v1/devices/count", OTHER).body());
        assertEquals(404, get("/api/v1/devices/" + id, OTHER).statusCode());
        assertEquals(404, get("/api/v1/devices/abc", CITY).statusCode());
        HttpResponse<String> csv = get("/api/v1/devices/export", CITY);
        assertEquals(
                "text/csv;charset=utf-8",
                csv.headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .replace(" ", "")
                        .toLowerCase(java.util.Locale.ROOT));
        assertEquals(2, csv.body().lines().count());
        HttpResponse<String> excluded = post("/api/v1/devices", device("2310"));
        assertEquals(400, excluded.statusCode());
        assertTrue(excluded.body().contains("实施方案"), excluded.body());
        HttpResponse<String> changed = server.send(
                "PATCH",
                "/api/v1/devices/" + id,
                "{\"version\":0,\"name\":\"东1号梯\"}",
                "Authorization",
                "Bearer " + CITY,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "change-0001");
        assertEquals(200, changed.statusCode(), changed.body());
        assertTrue(changed.body().contains("东1号梯"));
        assertTrue(get("/api/v1/devices/" + id + "/entries", CITY).body().contains("\"changed\""));
    }

    @Test
    void an_entry_is_appended_read_and_searched_and_a_wrong_field_is_named() {
        String id = id(post("/api/v1/devices", device("3110")));
        String path = "/api/v1/devices/" + id + "/entries";
        created(post(
                path,
                "{\"kind\":\"registration\",\"happenedAt\":\"2026-03-01T04:00:00Z\","
                        + "\"values\":{\"on\":\"2026-03-01\",\"certificate\":\"梯11沪A00001(26)\"}}"));
        assertTrue(get(path + "/current", CITY).body().contains("梯11沪A00001(26)"));
        assertTrue(
                get(path + "/current?known=2020-01-01T00:00:00Z", CITY).body().contains("\"items\":[]"));
        assertTrue(get("/api/v1/entries?kind=registration&field=on&from=2026-01-01&to=2026-12-31", CITY)
                .body()
                .contains("梯11沪A00001(26)"));
        HttpResponse<String> wrong = post(
                path,
                "{\"kind\":\"registration\",\"happenedAt\":\"2026-03-01T04:00:00Z\",\"values\":{\"on\":\"March\","
                        + "\"certificate\":\"x\"}}");
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("\"field\":\"on\""), wrong.body());
        assertTrue(server.get("/api/v1/entry-kinds?lang=en").body().contains("Periodic inspection"));
    }

    @Test
    void a_contract_is_written_down_read_and_refused_by_the_field_that_is_wrong() {
        String id = id(post("/api/v1/devices", device("3110")));
        String first17 = "91310115MA1000000";
        String maintainer = id(post(
                "/api/v1/organisations",
                "{\"kind\":\"MAINTENANCE_UNIT\",\"name\":\"申城维保\",\"creditCode\":\"" + first17
                        + CreditCode.check(first17) + "\",\"district\":\"310115\"}"));
        String path = "/api/v1/devices/" + id + "/engagements";
        String contract = "{\"version\":0,\"kind\":\"CONTRACT\",\"organisationId\":\"" + maintainer
                + "\",\"number\":\"2026-17\",\"from\":\"2026-01-01\",\"until\":\"%s\"}";
        HttpResponse<String> made = post(path, contract.formatted("2099-12-31"));
        assertEquals(200, made.statusCode(), made.body());
        String book = get(path, CITY).body();
        assertEquals(made.body(), book);
        assertTrue(book.contains("\"number\":\"2026-17\",\"from\":\"2026-01-01\",\"until\":\"2099-12-31\""), book);
        assertTrue(get("/api/v1/devices/" + id, CITY).body().contains("申城维保"));
        assertEquals(404, get(path, OTHER).statusCode());
        assertEquals(401, server.get(path).statusCode());
        wrong(post(path, contract.formatted("2025-12-31").replace(":0,", ":1,")), "until");
        wrong(post(path, contract.formatted("2026-01-02").replace(":0,", ":1,")), "until");
        wrong(
                post(
                        path,
                        contract.formatted("2099-12-31")
                                .replace("CONTRACT", "TASK")
                                .replace(":0,", ":1,")),
                "organisationId");
        assertEquals(409, post(path, contract.formatted("2099-12-31")).statusCode(), "of a version that is past");
    }

    private static void wrong(HttpResponse<String> answer, String field) {
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"field\":\"" + field + "\""), answer.body());
    }

    private TestServer server() {
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
        var kinds = new Kinds();
        var entries = new Entries(database, clock);
        var devices = new Devices(database, clock);
        var archives =
                new Archives(database, writes, entries, kinds, (who, writer, device, kind, values) -> values, clock);
        var accounts = new Accounts(database, writes, clock);
        return new TestServer(
                Map.of(CITY, actor, OTHER, TestServer.actor(99, OrganisationKind.DISTRICT, "310107")),
                new SessionsResource(accounts),
                new MeResource(accounts, new Memberships(database, writes, clock, accounts)),
                new AccountsResource(accounts),
                new OrganisationsResource(organisations),
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
                new EngagementsResource(new Engagements(database, writes, devices, entries, clock)),
                new DeviceEntriesResource(archives),
                new EntriesResource(
                        archives,
                        new Papers(
                                archives,
                                kinds,
                                PostedCodes.under(CodePrefix.parse("https://s.sh.gov.cn/s/"), database))),
                new EntryKindsResource(kinds));
    }

    private HttpResponse<String> get(String path, String token) {
        return server.get(path, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> post(String path, String json) {
        return server.post(path, json, "Authorization", "Bearer " + CITY, "Idempotency-Key", "test-key-" + keys++);
    }

    private static String device(String category) {
        return "{\"category\":\"" + category + "\",\"district\":\"310115\",\"name\":\"1号梯\",\"place\":\"人民路1号\","
                + "\"status\":\"IN_USE\",\"identifiers\":[{\"kind\":\"equip_code\",\"value\":\"311010089201900098\","
                + "\"source\":\"铭牌\"}]}";
    }

    private static void created(HttpResponse<String> answer) {
        assertEquals(201, answer.statusCode(), answer.body());
    }

    private static String id(HttpResponse<String> answer) {
        created(answer);
        return answer.body().replaceFirst("(?s)^\\{\"id\":\"([0-9]+)\".*", "$1");
    }

    /** The city's own kinds and nothing else. */
    private static final class Kinds implements PluginTable {
        @Override
        public Posting posting(Device device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return CityKinds.all().stream().filter(k -> k.name().equals(name)).findFirst();
        }

        @Override
        public List<EntryKind> kinds() {
            return CityKinds.all();
        }
    }
}
