package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations of the contract that no other journey needs: each is done once, does what it says, and its answer is held against the contract. */
class RarelyAskedJourney {
    private static Cast cast;
    private static CodeDesk desk;

    @TempDir
    Path folder;

    @BeforeAll
    static void everybody() {
        cast = Cast.shared(Store.H2);
        desk = new CodeDesk(cast);
    }

    @Test
    void an_account_is_looked_up_shut_and_opened_and_its_owner_changes_the_password_and_ends_sessions() {
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        String login = "rarely." + cast.mark();
        String id = cast.city
                .post("/api/v1/accounts", Map.of("login", login, "password", first, "organisationId", cast.stationId))
                .expect(201)
                .text("id");
        assertTrue(cast.city.all("/api/v1/accounts").stream()
                .anyMatch(one -> one.path("id").asText().equals(id)));
        String account = "/api/v1/accounts/" + id;
        assertEquals(login, cast.city.get(account).expect(200).text("login"));

        Api owner = cast.anybody().logIn(login, first);
        active(account, false);
        owner.get("/api/v1/me").expect(401);
        active(account, true);
        owner = cast.anybody().logIn(login, first);
        put(owner, "/api/v1/me/password", Map.of("before", first, "after", second))
                .expect(204);

        Api here = cast.anybody().logIn(login, second);
        Api there = cast.anybody().logIn(login, second);
        JsonNode sessions = here.get("/api/v1/me/sessions").expect(200).json().path("items");
        assertTrue(sessions.size() >= 2, sessions.toString());
        for (JsonNode one : sessions) {
            if (!one.path("current").asBoolean()) {
                delete(here, "/api/v1/me/sessions/" + one.path("id").asText());
            }
        }
        there.get("/api/v1/me").expect(401);
        here.get("/api/v1/me").expect(200);
        delete(here, "/api/v1/me/sessions");
        here.get("/api/v1/me").expect(401);
        Api last = cast.anybody().logIn(login, second);
        delete(last, "/api/v1/sessions");
        last.get("/api/v1/me").expect(401);
        cast.city.post(account + "/second-factor/reset", Map.of()).expect(204);
    }

    private static void active(String account, boolean active) {
        int version = cast.city.get(account).expect(200).json().path("version").asInt();
        Api.Answer answer = put(cast.city, account + "/active", Map.of("active", active, "version", version));
        assertEquals(active, answer.expect(200).json().path("active").asBoolean());
    }

    private static Api.Answer put(Api who, String path, Object body) {
        return who.send("PUT", path, "application/json", body, UUID.randomUUID().toString());
    }

    private static void delete(Api who, String path) {
        who.send("DELETE", path, "application/json", null, null).expect(204);
    }

    @Test
    void an_order_is_rejected_and_a_printing_called_off() {
        String unwanted = desk.order(3);
        CodeDesk.step(cast.city, "/api/v1/batches/" + unwanted, "reject", Map.of("reason", "重复申请"));
        assertEquals("REJECTED", desk.batch(unwanted).path("state").asText());

        String batch = desk.made(900);
        // On a busy machine all of it may be printed before anybody is heard.
        for (int late = 0; !calledOff(batch); late++) {
            assertTrue(late < 5, "it is always too late");
            batch = desk.made(900);
        }
        assertEquals("MADE", desk.batch(batch).path("state").asText());
        assertEquals(
                "CANCELLED", desk.batch(batch).path("printing").path("state").asText());
    }

    private static boolean calledOff(String batch) {
        String path = "/api/v1/batches/" + batch;
        int version = desk.batch(batch).path("version").asInt();
        cast.city.post(path + "/print", Map.of("version", version)).expect(202);
        int status = cast.city.post(path + "/print/cancel", Map.of()).status();
        assertTrue(status == 200 || status == 409, () -> "answered " + status);
        return status == 200;
    }

    @Test
    void a_person_is_entered_for_a_second_organisation_switches_to_it_and_is_taken_out_again() {
        String password = UUID.randomUUID().toString();
        String login = "both." + cast.mark();
        cast.city
                .post(
                        "/api/v1/accounts",
                        Map.of("login", login, "password", password, "organisationId", cast.stationId))
                .expect(201);
        String path = "/api/v1/memberships/"
                + cast.city
                        .post(
                                "/api/v1/memberships",
                                Map.of("login", login, "organisationId", cast.districtId, "role", "MEMBER"))
                        .expect(201)
                        .text("id");
        assertEquals(login, cast.city.get(path).expect(200).text("login"));
        assertTrue(cast.city.all("/api/v1/memberships").stream()
                .anyMatch(one -> one.path("login").asText().equals(login)));

        Api owner = cast.anybody().logIn(login, password);
        JsonNode served =
                owner.get("/api/v1/me/organisations").expect(200).json().path("items");
        assertEquals(2, served.size(), served.toString());
        Api switched = owner.as(owner.post("/api/v1/me/organisation", Map.of("organisationId", cast.districtId))
                .expect(201)
                .text("token"));
        assertEquals("DISTRICT", switched.get("/api/v1/me").expect(200).text("role"));

        String until = Devices.today().plusDays(30).toString();
        Api.Answer changed = put(cast.city, path, Map.of("role", "MEMBER", "until", until, "version", 0));
        assertEquals(until, changed.expect(200).text("until"));
        cast.city.post(path + "/end", Map.of("version", 1)).expect(204);
        switched.get("/api/v1/me").expect(401);
    }

    @Test
    void codes_are_refused_and_taken_back_on_their_way_and_one_is_suspended_and_resumed() {
        String batch = desk.stocked(4);
        List<JsonNode> codes = CodeDesk.codes(cast.city, batch);
        String refused = "/api/v1/hand-overs/" + desk.offer(cast.city, batch, 1, 1, cast.districtId);
        CodeDesk.step(cast.district, refused, "refuse", Map.of("reason", "数量不符"));
        String withdrawn = "/api/v1/hand-overs/" + desk.offer(cast.city, batch, 2, 2, cast.districtId);
        CodeDesk.step(cast.city, withdrawn, "withdraw", Map.of("reason", "另行发放"));
        assertEquals("REFUSED", cast.city.get(refused).expect(200).text("state"));
        assertEquals("WITHDRAWN", cast.city.get(withdrawn).expect(200).text("state"));

        desk.handOver(cast.city, cast.district, batch, 3, 4, cast.districtId);
        String claim = desk.claim(cast.district, batch, 3, 4);
        assertEquals(claim, cast.unit.get("/api/v1/claims/" + claim).expect(200).text("id"));
        String lift = cast.lifts(1).get(0);
        Label label = Label.of(codes.get(2));
        String binding = desk.bind(label.url(), lift, 9).path("id").asText();
        assertEquals(
                lift, cast.unit.get("/api/v1/bindings/" + binding).expect(200).text("device"));

        String code = "/api/v1/codes/" + label.number();
        CodeDesk.step(cast.unit, code, "suspend", Map.of("reason", "标牌遗失"));
        assertEquals("SUSPENDED", Scan.of(cast.anybody(), label).verdict());
        CodeDesk.step(cast.district, code, "resume", Map.of("reason", "标牌找回"));
        assertEquals("GENUINE", Scan.of(cast.anybody(), label).verdict());
        formsOfAction(label);
    }

    /** The same action by scan and by number, as a form: looked at, and sent. */
    private static void formsOfAction(Label label) {
        Api body = cast.body;
        for (String path : List.of(label.path(), "/n/" + label.number())) {
            JsonNode offered = new Scan(body.get(path).expect(200).json()).action("record-inspection");
            String href = offered.path("href").asText();
            assertTrue(href.startsWith(path + "/actions/"), href);
            assertTrue(body.get(href, "text/html").expect(200).body().contains("<form"));
            Api.Answer sent = body.form(
                    href, Map.of("_token", offered.path("token").asText(), "on", "2026-03-02", "result", "pass"));
            assertTrue(sent.status() < 400, sent.body());
        }
    }

    @Test
    void the_archive_of_a_device_is_searched_and_its_contracts_numbers_and_place_are_kept() {
        String lift = cast.lifts(1).get(0);
        String path = Devices.path(lift);
        Devices.inspected(cast.body, lift, Devices.today().minusDays(3));
        assertTrue(
                cast.district.get(path + "/entries/current").expect(200).body().contains("inspection"));
        List<JsonNode> entries = cast.district.all(path + "/entries?kind=inspection");
        String entry = entries.get(0).path("id").asText();
        assertEquals(
                entry, cast.district.get("/api/v1/entries/" + entry).expect(200).text("id"));
        String day = Devices.today().minusDays(3).toString();
        assertTrue(cast.district.all("/api/v1/entries?kind=inspection&field=on&from=" + day + "&to=" + day).stream()
                .anyMatch(one -> one.path("id").asText().equals(entry)));
        assertEquals(
                Set.of(
                        "manufacture",
                        "boiler/technical",
                        "crane/technical",
                        "elevator/technical",
                        "pipeline/technical",
                        "pressure-vessel/technical",
                        "ride/technical",
                        "ropeway/technical",
                        "vehicle/technical"),
                cast.anybody().all("/api/v1/entry-kinds").stream()
                        .filter(kind -> kind.path("theme").asText().equals("DEVICE"))
                        .map(kind -> kind.path("name").asText())
                        .collect(Collectors.toSet()),
                "what is compared whenever it was said");

        Map<String, Object> contract = Map.of(
                "version",
                Devices.version(cast.unit, lift),
                "kind",
                "CONTRACT",
                "organisationId",
                cast.maintenanceId,
                "from",
                Devices.today().toString());
        cast.unit.post(path + "/engagements", contract).expect(200);
        assertFalse(cast.unit.all(path + "/engagements").isEmpty());
        Map<String, Object> number = Map.of(
                "version",
                Devices.version(cast.district, lift),
                "identifier",
                Map.of("kind", "factory_no", "value", "D-2019/" + cast.mark(), "source", "铭牌"));
        assertTrue(cast.district
                .post(path + "/identifiers", number)
                .expect(200)
                .body()
                .contains(cast.mark()));
        Map<String, Object> transfer = Map.of(
                "version",
                Devices.version(cast.district, lift),
                "place",
                "浦东新区银城路 8 号",
                "on",
                Devices.today().toString(),
                "reason",
                "移装");
        assertEquals(
                "浦东新区银城路 8 号",
                cast.district.post(path + "/transfers", transfer).expect(200).text("place"));
        Devices.change(cast.unit, lift, Map.of("name", "改名 " + cast.mark())).expect(200);
        assertTrue(cast.unit
                .get("/api/v1/devices/export", "text/csv")
                .expect(200)
                .body()
                .contains("改名 " + cast.mark()));
    }

    @Test
    void a_child_joins_a_set_and_goes_to_another() {
        Sets sets = new Sets(cast.unit);
        String from = cast.device("2150", cast.mark() + " 甲装置");
        String to = cast.device("2150", cast.mark() + " 乙装置");
        String vessel = cast.device("2150", cast.mark() + " 储罐");
        sets.join(from, vessel, "vessel").expect(200);
        sets.move(from, vessel, to, "vessel").expect(200);
        sets.leave(to, vessel).expect(200);
        assertEquals(0, sets.of(to).path("children").size());
    }

    @Test
    void whatever_else_is_public_or_counted_is_there() throws IOException {
        JsonNode keys = cast.anybody().get("/api/v1/keys").expect(200).json();
        String key = keys.path("ledger").path("keyId").asText();
        assertTrue(cast.anybody()
                .get("/api/v1/keys/" + key + ".pem", "*/*")
                .expect(200)
                .body()
                .startsWith("-----BEGIN PUBLIC KEY-----"));
        LedgerProofs ledger = new LedgerProofs(cast.anybody(), folder);
        ledger.checkpoint("now.txt");
        assertEquals(
                0,
                cast.anybody()
                        .get("/api/v1/ledger/leaves/0")
                        .expect(200)
                        .json()
                        .path("index")
                        .asInt(-1));
        assertEquals(
                cast.unitId,
                cast.city
                        .get("/api/v1/organisations/" + cast.unitId)
                        .expect(200)
                        .text("id"));
        assertTrue(cast.unit.get("/api/v1/inbox/count").expect(200).json().size() > 0);
        for (String list :
                List.of("/api/v1/rules/due", "/api/v1/hand-overs", "/api/v1/suspect-labels", "/api/v1/inbox/digests")) {
            assertTrue(cast.district.all(list).stream().allMatch(JsonNode::isObject), list);
        }
        assertTrue(cast.anybody().get("/n", "text/html").expect(200).body().contains("<form"));
        String photo = cast.unit
                .upload("/api/v1/photos", "image/jpeg", Photos.jpeg(171))
                .expect(201)
                .text("digest");
        assertEquals(Photos.digest(171), photo);
        assertTrue(cast.unit.bytes("/api/v1/photos/" + photo).length > 0);
    }

    @Test
    void keys_of_releases_are_listed_and_revoked_and_what_is_installed_is_told() throws IOException {
        String pem = Tools.run(List.of(
                        "sh", "-c", "openssl genpkey -algorithm SM2 2>/dev/null | openssl pkey -pubout 2>/dev/null"))
                .ok();
        SigningDesk.register(cast.city, pem, Cast.OTHER_DISTRICT);
        List<JsonNode> keys = cast.city.all("/api/v1/plugins/keys");
        String key =
                "/api/v1/plugins/keys/" + keys.get(keys.size() - 1).path("id").asText();
        assertEquals(Cast.OTHER_DISTRICT, cast.city.get(key).expect(200).text("district"));
        assertTrue(cast.city
                .post(key + "/revoke", Map.of("reason", "遗失"))
                .expect(200)
                .body()
                .contains("遗失"));
        cast.city.all("/api/v1/plugins/releases");
        cast.city.all("/api/v1/plugins/installations");
        cast.city.all("/api/v1/plugins/tiers");
    }
}
