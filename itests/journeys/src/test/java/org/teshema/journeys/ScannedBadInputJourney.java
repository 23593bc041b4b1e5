package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What can be scanned or typed that is no code of this city, or one that leads nowhere yet: everybody is told what it is. */
class ScannedBadInputJourney {
    private static TenCodes ten;

    @BeforeAll
    static void aFewCodes() {
        ten = TenCodes.shared();
    }

    @AfterAll
    static void nothingOfAllThisIsAFaultOfThePlatform() {
        Refusals.noTraces(ten.platform);
    }

    @TestFactory
    Stream<DynamicTest> a_scan_of_what_is_no_code_of_this_city_says_so() {
        String digits = ten.bound.digits();
        return Stream.of(
                scanned("letters", "/s/abc", 400, "code-not-readable", "scan again"),
                scanned("nothing", "/s/", 400, "code-not-readable", "nothing to read"),
                scanned("a truncated code", "/s/" + digits.substring(0, 120), 400, "code-not-readable", "incomplete"),
                scanned(
                        "a code with a digit too many",
                        "/s/" + digits + "0",
                        400,
                        "code-not-readable",
                        "expected 198 digits, found 199"),
                scanned("a number beyond 82 bytes", "/s/" + "9".repeat(198), 400, "code-not-readable", "out of range"),
                scanned(
                        "an over-long text",
                        "/s/" + "1".repeat(3000),
                        400,
                        "code-not-readable",
                        "at most 512 characters"),
                scanned(
                        "a changed signature",
                        ten.bound.changed(70, 1 + ten.bound.bytes()[70]).path(),
                        404,
                        "code-forged",
                        "signature does not fit"),
                scanned(
                        "a changed id",
                        ten.bound.changed(5, 1 + ten.bound.bytes()[5]).path(),
                        404,
                        "code-forged",
                        "signature does not fit"),
                scanned(
                        "an unknown key",
                        ten.bound.changed(1, 0x7f).path(),
                        404,
                        "code-forged",
                        "issuing key is unknown"),
                scanned(
                        "an unknown suite",
                        ten.bound.changed(0, 9).path(),
                        400,
                        "code-not-readable",
                        "unknown version 9"),
                scanned(
                        "an unknown number",
                        "/n/" + TenCodes.unknownNumber(),
                        404,
                        "code-not-registered",
                        "not registered in this city"),
                scanned(
                        "a mistyped number",
                        "/n/" + mistyped(ten.number(1)),
                        400,
                        "code-not-readable",
                        "13 digits, the last one a check digit"),
                scanned(
                        "a number with swapped digits",
                        "/n/" + swapped(ten.number(1)),
                        400,
                        "code-not-readable",
                        "13 digits, the last one a check digit"),
                scanned("letters for a number", "/n/elevator", 400, "code-not-readable", "13 digits"),
                scanned("a spoiled code", CodeText.of(ten.url(5)).path(), 410, "code-void", "made void"));
    }

    @Test
    void the_same_digits_under_another_host_are_no_code_of_this_city() {
        Api.Answer answer = ten.cast.unit.post(
                "/api/v1/bindings",
                CodeDesk.bindingOf(
                        "https://t.example.gov.cn/s/" + ten.bound.digits(), ten.lifts.get(1), "car-interior", 2));
        Refusals.problem(answer, 400, "invalid-value", "code", "codes of this city begin with");
    }

    @Test
    void a_blank_code_and_a_claimed_one_lead_the_public_to_the_next_step_and_to_no_device() {
        for (int serial : List.of(2, 4, 7)) {
            JsonNode scan = ten.cast
                    .anybody()
                    .get(CodeText.of(ten.url(serial)).path())
                    .expect(200)
                    .json();
            assertEquals(
                    serial == 2 ? "CLAIMED" : "NOT_IN_USE", scan.path("verdict").asText());
            assertTrue(scan.path("device").isMissingNode(), scan.toString());
            assertTrue(scan.path("actions").isEmpty(), scan.toString());
            assertFalse(scan.path("next").asText().isBlank(), scan.toString());
        }
    }

    private static DynamicTest scanned(String what, String path, int status, String type, String expected) {
        return DynamicTest.dynamicTest(what, () -> {
            Api.Answer json = ten.cast.anybody().get(path + "?lang=en");
            Refusals.problem(json, status, type, null, expected);
            assertFalse(json.json().path("emergency").isEmpty(), "whom to call is told in any case");
            Api.Answer page = ten.cast.anybody().get(path, "text/html");
            assertEquals(status, page.status());
            assertTrue(page.header("Content-Type").startsWith("text/html"), page.header("Content-Type"));
            assertTrue(page.body().contains("tel:110"), page.body());
        });
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
}
