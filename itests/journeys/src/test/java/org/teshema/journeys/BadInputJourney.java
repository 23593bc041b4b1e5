package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Everything a stranger, a clumsy client or somebody without the right can send: the answer is a problem of a stable type that
 * names the field and what was expected, in two languages, and nothing is half-written.
 */
class BadInputJourney {
    private static RunningPlatform platform;
    private static Cast cast;
    private static CodeDesk desk;
    private static String batch;
    private static List<JsonNode> codes;
    private static List<String> lifts;
    private static CodeText bound;

    /** Ten codes: 1 bound, 2 and 3 claimed, 4 with the district, 5 spoiled, 6 on its way to the other district, the rest in stock. */
    @BeforeAll
    static void aFewCodes() {
        platform = SharedPlatforms.on(Store.H2);
        cast = new Cast(platform);
        desk = new CodeDesk(cast);
        batch = desk.stocked(10);
        codes = CodeDesk.codes(cast.city, batch);
        desk.handOver(cast.city, cast.district, batch, 1, 5, cast.districtId);
        desk.claim(cast.district, batch, 1, 3);
        desk.offer(cast.city, batch, 6, 6, cast.otherDistrictId);
        lifts = cast.lifts(2);
        desk.bind(url(1), lifts.get(0), 1);
        cast.district.post("/api/v1/codes/spoil", CodeDesk.spoilOf(batch, 5, 5)).expect(200);
        bound = CodeText.of(url(1));
    }

    // ---- codes as they are scanned ----

    @TestFactory
    Stream<DynamicTest> a_scan_of_what_is_no_code_of_this_city_says_so() {
        String digits = bound.digits();
        return Stream.of(
                scanned("letters", "/s/abc", 400, "code-not-readable"),
                scanned("nothing", "/s/", 400, "code-not-readable"),
                scanned("a truncated code", "/s/" + digits.substring(0, 120), 400, "code-not-readable"),
                scanned("a code with a digit too many", "/s/" + digits + "0", 400, "code-not-readable"),
                scanned("a number beyond 82 bytes", "/s/" + "9".repeat(198), 400, "code-not-readable"),
                scanned("an over-long text", "/s/" + "1".repeat(3000), 400, "code-not-readable"),
                scanned(
                        "a changed signature",
                        bound.changed(70, 1 + bound.bytes()[70]).path(),
                        404,
                        "code-forged"),
                scanned("a changed id", bound.changed(5, 1 + bound.bytes()[5]).path(), 404, "code-forged"),
                scanned("an unknown key", bound.changed(1, 0x7f).path(), 404, "code-forged"),
                scanned("an unknown suite", bound.changed(0, 9).path(), 400, "code-not-readable"),
                scanned("an unknown number", "/n/" + unknownNumber(), 404, "code-not-registered"),
                scanned("a mistyped number", "/n/" + mistyped(number(1)), 400, "code-not-readable"),
                scanned("a number with swapped digits", "/n/" + swapped(number(1)), 400, "code-not-readable"),
                scanned("letters for a number", "/n/elevator", 400, "code-not-readable"),
                scanned("a spoiled code", CodeText.of(url(5)).path(), 410, "code-void"));
    }

    @Test
    void the_same_digits_under_another_host_are_no_code_of_this_city() {
        Api.Answer answer = cast.unit.post(
                "/api/v1/bindings",
                CodeDesk.bindingOf("https://t.example.gov.cn/s/" + bound.digits(), lifts.get(1), "car-interior", 2));
        problem(answer, 400, "invalid-value", "code");
    }

    @Test
    void a_blank_code_and_a_claimed_one_lead_the_public_to_the_next_step_and_to_no_device() {
        for (int serial : List.of(2, 4, 7)) {
            JsonNode scan = cast.anybody()
                    .get(CodeText.of(url(serial)).path())
                    .expect(200)
                    .json();
            assertEquals(
                    serial == 2 ? "CLAIMED" : "NOT_IN_USE", scan.path("verdict").asText());
            assertTrue(scan.path("device").isMissingNode(), scan.toString());
            assertTrue(scan.path("actions").isEmpty(), scan.toString());
            assertFalse(scan.path("next").asText().isBlank(), scan.toString());
        }
    }

    // ---- the bytes of a request ----

    @TestFactory
    Stream<DynamicTest> bytes_that_no_client_should_send_get_a_problem() {
        String nul = "" + (char) 0;
        return Stream.of(
                noUrl("a NUL in the path", "/s/%00", 400),
                noUrl("a NUL in a number", "/n/12%0034", 400),
                target("bytes that are no UTF-8", "/s/%ff%fe", 400),
                noUrl("half an escape", "/s/%4", 400),
                target("a way up", "/s/../api/v1/accounts", 400),
                target("a hidden way up", "/s/%2e%2e/api/v1/accounts", 400),
                target("a hidden slash", "/s/a%2f..%2fb", 400),
                target("a hidden backslash", "/assets/..%5c..%5cetc%5cpasswd", 400),
                noUrl("a way into the files", "/assets/../../../../etc/passwd", 400),
                target("path parameters", "/api/v1/me;admin=true", 400),
                target("an empty segment", "//api/v1/me", 400),
                sent("a NUL in a text", "{\"login\":\"a\\u0000b\",\"password\":\"x\"}", 400, 401),
                sent("a raw NUL", "{\"login\":\"" + nul + "\",\"password\":\"x\"}", 400, 400),
                sent("a body that is no UTF-8", "{\"login\":\"\u00ff\u00fe\",\"password\":\"x\"}", 400, 400),
                sent("half a body of JSON", "{\"login\":", 400, 400),
                sent("no object", "[1]", 400, 400),
                sent("an over-long text", "{\"login\":\"" + "a".repeat(100_000) + "\",\"password\":\"x\"}", 400, 401),
                sent("an over-long body", "{\"login\":\"" + "a".repeat(400_000) + "\",\"password\":\"x\"}", 413, 413));
    }

    @Test
    void an_over_long_address_is_refused_before_it_is_read() {
        Raw.Answer answer = new Raw(platform.base()).get("/s/" + "1".repeat(60_000));
        assertTrue(answer.status() == 400 || answer.status() == 414 || answer.status() == 431, answer.head());
        assertFalse(answer.body().contains("\tat "), answer.body());
    }

    // ---- requests by people who are logged in ----

    @Test
    void a_request_sent_twice_is_done_once_and_its_key_serves_for_no_other() {
        String key = UUID.randomUUID().toString();
        Api.Answer first =
                cast.city.post("/api/v1/batches", CodeDesk.orderOf(3), key).expect(201);
        Api.Answer second =
                cast.city.post("/api/v1/batches", CodeDesk.orderOf(3), key).expect(201);
        assertEquals(first.text("id"), second.text("id"));
        problem(cast.city.post("/api/v1/batches", CodeDesk.orderOf(4), key), 409, "idempotency-key-reused", null);
        problem(
                cast.city.send("POST", "/api/v1/batches", "application/json", CodeDesk.orderOf(3), null),
                400,
                "invalid-value",
                "Idempotency-Key");
    }

    @Test
    void of_two_who_change_the_same_thing_the_second_is_told_so() {
        String id = desk.order(3);
        int version = desk.batch(id).path("version").asInt();
        cast.city
                .post("/api/v1/batches/" + id + "/approve", Map.of("version", version))
                .expect(200);
        problem(
                cast.city.post("/api/v1/batches/" + id + "/make", Map.of("version", version)),
                409,
                "stale-version",
                "version");
        problem(
                cast.city.post("/api/v1/batches/" + id + "/approve", Map.of("version", version + 1)),
                409,
                "wrong-state",
                null);
    }

    @TestFactory
    Stream<DynamicTest> whoever_has_not_the_right_is_refused_and_nothing_is_written() {
        String free = lifts.get(1);
        return Stream.of(
                refused(
                        "nobody orders",
                        cast.anybody(),
                        "/api/v1/batches",
                        CodeDesk.orderOf(3),
                        401,
                        "not-logged-in",
                        null),
                refused("a unit orders", cast.unit, "/api/v1/batches", CodeDesk.orderOf(3), 403, "not-allowed", null),
                refused(
                        "a district approves",
                        cast.district,
                        "/api/v1/batches/" + batch + "/approve",
                        Map.of("version", 0),
                        403,
                        "not-allowed",
                        null),
                refused(
                        "a district hands over what it does not hold",
                        cast.otherDistrict,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(batch, 4, 4, cast.stationId),
                        403,
                        "not-allowed",
                        "to"),
                refused(
                        "a range that overlaps one on its way",
                        cast.city,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(batch, 6, 8, cast.districtId),
                        409,
                        "range-not-held",
                        "first"),
                refused(
                        "a range that the giver does not hold",
                        cast.city,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(batch, 1, 3, cast.districtId),
                        409,
                        "range-not-held",
                        "first"),
                refused(
                        "a range beyond the batch",
                        cast.city,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(batch, 9, 40, cast.districtId),
                        409,
                        "range-not-held",
                        "first"),
                refused(
                        "a range that ends before it begins",
                        cast.city,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(batch, 9, 8, cast.districtId),
                        400,
                        "invalid-value",
                        "last"),
                refused(
                        "codes for a unit of another district",
                        cast.otherDistrict,
                        "/api/v1/claims",
                        CodeDesk.claimOf(batch, 4, 4, cast.unitId),
                        403,
                        "not-allowed",
                        "unit"),
                refused(
                        "codes that are given out already",
                        cast.district,
                        "/api/v1/claims",
                        CodeDesk.claimOf(batch, 2, 4, cast.unitId),
                        409,
                        "range-not-held",
                        "first"),
                bindingRefused(
                        "a position not permitted",
                        cast.unit,
                        2,
                        free,
                        "on-the-moon",
                        422,
                        "position-not-permitted",
                        "position"),
                bindingRefused(
                        "a device already bound",
                        cast.unit,
                        2,
                        lifts.get(0),
                        "car-interior",
                        409,
                        "already-bound",
                        "device"),
                bindingRefused(
                        "a code already bound", cast.unit, 1, free, "car-interior", 409, "already-bound", "code"),
                bindingRefused(
                        "another unit's code", cast.otherUnit, 2, free, "car-interior", 404, "not-found", "code"),
                bindingRefused("a blank code", cast.unit, 4, free, "car-interior", 404, "not-found", "code"),
                bindingRefused("a district binds", cast.district, 2, free, "car-interior", 403, "not-allowed", null),
                refused(
                        "writing off what one does not hold",
                        cast.otherDistrict,
                        "/api/v1/codes/spoil",
                        CodeDesk.spoilOf(batch, 4, 4),
                        409,
                        "range-not-held",
                        "first"),
                refused(
                        "a quantity that is none",
                        cast.city,
                        "/api/v1/batches",
                        Map.of("title", CodeDesk.LIFTS, "codeClass", "STOCK", "quantity", 0, "reason", "x"),
                        400,
                        "invalid-value",
                        "quantity"),
                refused(
                        "a word for a number",
                        cast.city,
                        "/api/v1/batches",
                        Map.of("title", CodeDesk.LIFTS, "codeClass", "STOCK", "quantity", "many", "reason", "x"),
                        400,
                        "invalid-value",
                        "quantity"),
                refused(
                        "a field that is missing",
                        cast.city,
                        "/api/v1/batches",
                        Map.of("title", CodeDesk.LIFTS, "codeClass", "STOCK", "quantity", 3),
                        400,
                        "invalid-value",
                        "reason"),
                refused(
                        "a field that is not there",
                        cast.city,
                        "/api/v1/batches",
                        Map.of(
                                "title",
                                CodeDesk.LIFTS,
                                "codeClass",
                                "STOCK",
                                "quantity",
                                3,
                                "reason",
                                "x",
                                "colour",
                                "red"),
                        400,
                        "invalid-value",
                        "colour"));
    }

    @Test
    void what_another_district_has_is_not_there() {
        problem(cast.otherDistrict.get("/api/v1/devices/" + lifts.get(0)), 404, "not-found", null);
        problem(cast.otherDistrict.get("/api/v1/codes/" + number(1)), 404, "not-found", null);
        problem(cast.otherUnit.get("/api/v1/devices/" + lifts.get(0)), 404, "not-found", null);
        assertTrue(cast.otherUnit.all("/api/v1/devices").isEmpty());
        assertEquals(
                0,
                cast.otherUnit
                        .get("/api/v1/devices/count")
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt());
        String export = cast.otherUnit
                .get("/api/v1/devices/export", "text/csv")
                .expect(200)
                .body();
        assertFalse(export.contains(cast.mark() + " 号楼"), export);
    }

    @Test
    void guessing_numbers_is_slowed_down_for_the_guesser_alone() {
        RunningPlatform here = platform;
        Api guesser = cast.otherUnit;
        Api.Answer last = null;
        for (int i = 0; i < 40 && (last == null || last.status() != 429); i++) {
            last = guesser.get("/n/" + unknownNumber());
        }
        problem(last, 429, "too-many-tries", null);
        assertTrue(Integer.parseInt(last.header("Retry-After")) > 0);
        Api.anybody(here).get("/n/" + number(1)).expect(200);
    }

    @Test
    void nothing_of_all_this_is_a_fault_of_the_platform() {
        new Raw(platform.base()).get("/s/%ff");
        assertEquals(
                List.of(),
                platform.logText()
                        .lines()
                        .filter(line -> line.matches("\\s+at [\\w.$/]+\\(.*"))
                        .toList(),
                "lines of stack traces in the log");
    }

    // ---- how a row of the tables is run ----

    private static DynamicTest scanned(String what, String path, int status, String type) {
        return DynamicTest.dynamicTest(what, () -> {
            Api.Answer json = cast.anybody().get(path);
            problem(json, status, type, null);
            assertFalse(json.json().path("emergency").isEmpty(), "whom to call is told in any case");
            Api.Answer page = cast.anybody().get(path, "text/html");
            assertEquals(status, page.status());
            assertTrue(page.header("Content-Type").startsWith("text/html"), page.header("Content-Type"));
            assertTrue(page.body().contains("tel:110"), page.body());
        });
    }

    private static DynamicTest target(String what, String target, int status) {
        return DynamicTest.dynamicTest(what, () -> refusal(new Raw(platform.base()).get(target), status, status));
    }

    /** What is no URL at all the HTTP server refuses by itself, before there is a request that anybody could answer. */
    private static DynamicTest noUrl(String what, String target, int status) {
        return DynamicTest.dynamicTest(what, () -> {
            Raw.Answer answer = new Raw(platform.base()).get(target);
            assertAll(
                    () -> assertEquals(status, answer.status(), answer.head()),
                    () -> assertFalse(answer.body().contains("\tat "), answer.body()),
                    () -> assertFalse(answer.body().contains("Exception"), answer.body()));
        });
    }

    private static DynamicTest sent(String what, String body, int least, int most) {
        return DynamicTest.dynamicTest(
                what, () -> refusal(new Raw(platform.base()).post("/api/v1/sessions", null, body), least, most));
    }

    private static void refusal(Raw.Answer answer, int least, int most) {
        assertAll(
                () -> assertTrue(answer.status() >= least && answer.status() <= most, answer.head()),
                () -> assertTrue(answer.isProblem(), answer.head() + "\n" + answer.body()),
                () -> assertFalse(answer.body().contains("\tat "), answer.body()),
                () -> assertFalse(answer.body().contains("Exception"), answer.body()));
    }

    private static DynamicTest refused(
            String what, Api who, String path, Object body, int status, String type, String field) {
        return changesNothing(what, () -> problem(who.post(path, body), status, type, field));
    }

    private static DynamicTest bindingRefused(
            String what, Api who, int serial, String device, String position, int status, String type, String field) {
        return changesNothing(what, () -> {
            problem(
                    who.post("/api/v1/bindings", CodeDesk.bindingOf(url(serial), device, position, 3)),
                    status,
                    type,
                    field);
        });
    }

    private static DynamicTest changesNothing(String what, Executable request) {
        return DynamicTest.dynamicTest(what, () -> {
            String before = state();
            request.execute();
            assertEquals(before, state(), "nothing is half-written");
        });
    }

    private static String state() {
        return CodeDesk.codes(cast.city, batch) + "\n" + CodeDesk.balance(cast.city) + "\n"
                + cast.city.all("/api/v1/hand-overs") + "\n" + cast.city.all("/api/v1/claims") + "\n"
                + cast.city.all("/api/v1/bindings") + "\n" + cast.city.all("/api/v1/batches");
    }

    private static void problem(Api.Answer answer, int status, String type, String field) {
        Map<String, Object> problem = Contract.problem(answer);
        List<Executable> checks = new ArrayList<>();
        checks.add(() -> assertEquals("/problems/" + type, problem.get("type"), answer.body()));
        checks.add(() -> assertEquals(status, answer.status(), answer.body()));
        checks.add(() -> assertEquals(status, problem.get("status")));
        checks.add(() -> assertFalse(String.valueOf(problem.get("title")).isBlank()));
        checks.add(() -> assertTrue(String.valueOf(problem.get("detail")).length() > 5, "what was expected"));
        checks.add(() -> assertFalse(answer.body().contains("\tat "), answer.body()));
        checks.add(() -> assertFalse(answer.body().contains("Exception"), answer.body()));
        if (field != null) {
            checks.add(() -> assertEquals(field, problem.get("field"), answer.body()));
        }
        assertAll(checks);
    }

    // ---- what is sent ----

    private static String url(int serial) {
        return codes.get(serial - 1).path("url").asText();
    }

    private static String number(int serial) {
        return codes.get(serial - 1).path("number").asText();
    }

    private static String mistyped(String number) {
        int digit = Character.digit(number.charAt(6), 10);
        return number.substring(0, 6) + (digit + 1) % 10 + number.substring(7);
    }

    private static String swapped(String number) {
        for (int i = 1; i < 11; i++) {
            if (number.charAt(i) != number.charAt(i + 1)) {
                return number.substring(0, i) + number.charAt(i + 1) + number.charAt(i) + number.substring(i + 2);
            }
        }
        throw new AssertionError("All digits alike: " + number);
    }

    /** A number that is well-formed and nobody's; of 900 thousand million the city has given out some thousand. */
    private static String unknownNumber() {
        String twelve = Long.toString(
                java.util.concurrent.ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
        for (int check = 0; check < 10; check++) {
            if (damm(twelve + check) == 0) {
                return twelve + check;
            }
        }
        throw new AssertionError(twelve);
    }

    private static int damm(String digits) {
        String[] table = {
            "0317598642",
            "7092154863",
            "4206871359",
            "1750983426",
            "6123045978",
            "3674209581",
            "5869720134",
            "8945362017",
            "9438617205",
            "2581436790"
        };
        int state = 0;
        for (int i = 0; i < digits.length(); i++) {
            state = Character.digit(table[state].charAt(Character.digit(digits.charAt(i), 10)), 10);
        }
        return state;
    }
}
