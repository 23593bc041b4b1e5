package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody in a lift raises an alarm without logging in, the district answers, and the number that was given tells how it stands. */
class PublicDeskJourney {
    private static final Pattern TOKEN = Pattern.compile("name=\"_token\" value=\"([^\"]+)\"");

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DESK = "/apps/public-desk/";

    @ParameterizedTest
    @EnumSource(Store.class)
    void an_alarm_from_a_lift_is_answered_and_its_number_tells_how_it_stands(Store store) throws Exception {
        Cast cast = Cast.shared(store);
        Api anybody = cast.anybody();
        String name = cast.mark() + " 报警 号梯";
        var desk = new CodeDesk(cast);
        Label label = desk.claimed(CodeDesk.LIFTS, 1).remove();
        desk.post(label, cast.device("3110", name), "car-interior");

        String form = DESK + "alarm/actions/trapped?code=" + label.number();
        String scan = anybody.get(label.path(), "text/html").expect(200).body();
        assertTrue(scan.contains(form.replace("&", "&amp;")), "the scan leads to the form of the alarm");
        String alarm = anybody.get(form, "text/html").expect(200).body();
        assertTrue(alarm.contains("method=\"post\"") && alarm.contains("href=\"tel:110\""), alarm);

        assertTrue(anybody.get("/", "text/html").expect(200).body().contains("href=\"" + DESK + "case\""));
        String asks = anybody.get(DESK + "case", "text/html").expect(200).body();
        assertTrue(asks.contains("action=\"" + DESK + "case\"") && asks.contains("name=\"number\""), asks);

        JsonNode first;
        try (var hook = new Hook(SharedPlatforms.on(store).hooks())) {
            Api administrator = cast.administrator("unit-hook", cast.unitId);
            String secret = administrator
                    .send(
                            "PUT",
                            "/api/v1/webhook",
                            "application/json",
                            Map.of("address", hook.address()),
                            UUID.randomUUID().toString())
                    .expect(200)
                    .text("secret");
            first = raised(anybody, label);
            told(hook, secret, label);
            administrator.post("/api/v1/webhook/test", Map.of()).expect(200);
            assertFalse(administrator.all("/api/v1/webhook/deliveries").isEmpty());
            for (String deed : List.of("again", "off")) {
                administrator.post("/api/v1/webhook/" + deed, Map.of()).expect(200);
            }
            administrator.get("/api/v1/webhook").expect(200);
        }
        JsonNode again = raised(anybody, label);
        String number = number(first);
        assertFalse(number.equals(number(again)), "each their own");
        assertTrue(again.path("receipt").path("words").asText().contains("joins"), again::toString);

        String board = DESK + "board?lang=en";
        assertEquals(401, anybody.get(board).status());
        Waiting.until(
                "the desk has heard of both",
                SOON,
                () -> row(cast.district, board, name).equals(List.of("2 times", "Raised, not answered yet")));
        assertEquals(List.of(), row(cast.otherDistrict, board, name));
        assertEquals(List.of(), row(cast.otherUnit, board, name));

        for (Api concerned : List.of(cast.district, cast.unit, cast.maintenance)) {
            List<JsonNode> alarms = alarms(concerned, name);
            assertEquals(2, alarms.size(), "an alarm is in the inbox with its entry, repeated or not");
            concerned
                    .post("/api/v1/inbox/" + alarms.get(0).path("id").asText() + "/done", Map.of())
                    .expect(200);
            assertEquals(1, alarms(concerned, name).size());
        }
        assertEquals(List.of(), alarms(cast.otherDistrict, name));
        assertEquals(List.of(), alarms(cast.otherUnit, name));
        String inbox =
                cast.district.get("/inbox?lang=en", "text/html").expect(200).body();
        assertTrue(inbox.contains("Alarm: somebody is trapped") && inbox.contains("/n/" + label.number()), inbox);

        String cases = DESK + "cases?lang=en&code=" + label.number();
        assertEquals(401, anybody.get(cases).status());
        done(cast.district, cases, "answered", Map.of());
        state(anybody, number, "Answered, help is coming");
        arrived(cast.maintenance, label);
        done(cast.maintenance, cases, "freed", Map.of("result", "freed", "note", "NOTE-SECRET-4720"));
        state(anybody, number, "Over: everybody is out");
        state(anybody, number(again), "Over: everybody is out");
        for (Api concerned : List.of(cast.district, cast.unit, cast.maintenance)) {
            assertEquals(List.of(), alarms(concerned, name), "when everybody is out nobody has the alarm before them");
        }
        assertEquals(List.of(), row(cast.district, board, name));

        String told =
                anybody.get(DESK + "case?lang=en&number=" + number).expect(200).body();
        assertFalse(told.contains("SECRET") || told.contains(name) || told.contains(label.number()), told);
        String unknown = anybody.get(DESK + "case?lang=en&number=00000000000000")
                .expect(200)
                .body();
        assertTrue(unknown.contains("There is no case of that number"), unknown);
        waits(cast, label, name);
    }

    /** Whom a fault concerns finds it in the inbox with the day by which it is to be answered; another unit does not. */
    private static void waits(Cast cast, Label label, String name) {
        LocalDate today = Devices.today();
        JsonNode page = cast.anybody()
                .get(DESK + "report?lang=en&code=" + label.number())
                .expect(200)
                .json();
        JsonNode fault = page.path("actions").path(0);
        assertEquals("fault", fault.path("name").asText());
        cast.anybody()
                .post(
                        fault.path("href").asText() + "&lang=en",
                        Map.of("token", fault.path("token").asText(), "values", Map.of("what", "doors")))
                .expect(201);
        for (Api concerned : List.of(cast.unit, cast.maintenance)) {
            JsonNode item = concerned.all("/api/v1/inbox?state=open").stream()
                    .filter(one -> one.path("kind").asText().equals("public-desk/fault")
                            && one.path("deviceName").asText().equals(name))
                    .findFirst()
                    .orElseThrow();
            LocalDate due = LocalDate.parse(item.path("due").asText());
            assertFalse(due.isBefore(today.plusDays(3)), item::toString);
            String list = concerned
                    .get("/inbox?state=due&lang=en", "text/html")
                    .expect(200)
                    .body();
            assertTrue(list.contains(due.toString()) && list.contains("/n/" + label.number() + "?lang=en"), list);
        }
        assertFalse(waiting(cast.otherUnit).contains(label.number()));
        String cases = DESK + "cases?lang=en&code=" + label.number();
        done(cast.maintenance, cases, "accept", Map.of());
        assertTrue(waiting(cast.unit).contains(label.number()), "accepted is not answered");
        done(cast.maintenance, cases, "answer", Map.of("words", "明日上门修理"));
        assertFalse(waiting(cast.unit).contains(label.number()), "what is answered waits for nobody");
        assertFalse(waiting(cast.maintenance).contains(label.number()));
    }

    private static String waiting(Api reader) {
        return reader.get("/inbox?state=due", "text/html").expect(200).body();
    }

    /** The unit's own system has it, and OpenSSL says that it is from the platform. */
    private static void told(Hook hook, String secret, Label label) throws Exception {
        Waiting.until(
                "the unit's system is told", SOON, () -> message(hook, label).isPresent());
        Hook.Message message = message(hook, label).orElseThrow();
        Path body = Files.createTempFile("body", ".json");
        Files.write(body, message.body());
        String code = Tools.run(List.of(
                        "openssl", "dgst", "-sm3", "-mac", "HMAC", "-macopt", "hexkey:" + secret, body.toString()))
                .ok();
        Files.delete(body);
        assertEquals(
                message.signature(), code.substring(code.lastIndexOf(' ') + 1).strip());
    }

    private static Optional<Hook.Message> message(Hook hook, Label label) {
        return hook.messages().stream()
                .filter(one -> new String(one.body(), StandardCharsets.UTF_8)
                        .contains("\"kind\":\"public-desk/alarm\",\"device\":"))
                .filter(one -> new String(one.body(), StandardCharsets.UTF_8)
                        .contains("\"number\":\"" + label.number() + "\""))
                .findFirst();
    }

    private static JsonNode raised(Api anybody, Label label) {
        JsonNode page = anybody.get(DESK + "alarm?lang=en&code=" + label.number())
                .expect(200)
                .json();
        JsonNode action = page.path("actions").path(0);
        return anybody.post(
                        action.path("href").asText() + "&lang=en",
                        Map.of("token", action.path("token").asText(), "values", Map.of()))
                .expect(201)
                .json();
    }

    /** The open alarms about the device of that name in the inbox of the reader's organisation. */
    private static List<JsonNode> alarms(Api reader, String name) {
        return reader.all("/api/v1/inbox?state=open").stream()
                .filter(item -> item.path("kind").asText().equals("public-desk/alarm")
                        && item.path("deviceName").asText().equals(name))
                .toList();
    }

    private static String number(JsonNode taken) {
        String href = taken.path("receipt").path("links").path(0).path("href").asText();
        assertTrue(href.startsWith(DESK + "case?number="), taken::toString);
        return href.substring(href.indexOf('=') + 1);
    }

    private static void done(Api reader, String page, String name, Map<String, Object> values) {
        for (JsonNode action : reader.get(page).expect(200).json().path("actions")) {
            if (action.path("name").asText().equals(name)) {
                reader.post(
                                action.path("href").asText(),
                                Map.of("token", action.path("token").asText(), "values", values))
                        .expect(201);
                return;
            }
        }
        throw new AssertionError("The page does not offer " + name);
    }

    /** The scan of whoever comes leads to what comes next of the alarm, and that back to the device. */
    private static void arrived(Api reader, Label label) {
        String form = DESK + "cases/actions/arrived?code=" + label.number();
        String scan = reader.get(label.path(), "text/html").expect(200).body();
        int told = scan.indexOf("报警情况");
        assertTrue(told > 0 && told < scan.indexOf("<dt>使用状态</dt>"), "an open alarm comes before all else: " + scan);
        assertTrue(scan.contains("href=\"" + form + "\""), scan);
        Matcher token = TOKEN.matcher(reader.get(form, "text/html").expect(200).body());
        assertTrue(token.find(), form);
        String done =
                reader.form(form, Map.of("_token", token.group(1))).expect(200).body();
        assertTrue(done.contains("href=\"/n/" + label.number() + "\""), done);
    }

    private static void state(Api anybody, String number, String wanted) {
        Waiting.until(
                "the case is told to be: " + wanted,
                SOON,
                () -> anybody.get(DESK + "case?lang=en&number=" + number)
                        .expect(200)
                        .body()
                        .contains(wanted));
    }

    /** How often it was reported and its state, of the row of the device of that name; empty where there is none. */
    private static List<String> row(Api reader, String board, String name) {
        for (JsonNode section : reader.get(board).expect(200).json().path("sections")) {
            for (JsonNode row : section.path("rows")) {
                if (row.path(0).asText().equals(name)) {
                    return List.of(row.path(4).asText(), row.path(5).asText());
                }
            }
        }
        return List.of();
    }
}
