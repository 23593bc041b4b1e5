package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bytes that no client should send: whether the platform refuses them or the web server before it, the answer is a problem. */
class RawBadInputJourney {
    private static final String MALFORMED = "malformed-request";

    private static RunningPlatform platform;

    @BeforeAll
    static void start() {
        platform = SharedPlatforms.on(Store.H2);
    }

    @AfterAll
    static void nothingOfAllThisIsAFaultOfThePlatform() {
        Refusals.noTraces(platform);
    }

    @TestFactory
    Stream<DynamicTest> addresses_that_can_be_read_in_two_ways_or_none() {
        return Stream.of(
                target("a NUL in the path", "/s/%00"),
                target("a NUL in a number", "/n/12%0034"),
                target("bytes that are no UTF-8", "/s/%ff%fe"),
                target("half an escape", "/s/%4"),
                target("a way up", "/s/../api/v1/accounts"),
                target("a hidden way up", "/s/%2e%2e/api/v1/accounts"),
                target("a hidden slash", "/s/a%2f..%2fb"),
                target("a hidden backslash", "/assets/..%5c..%5cetc%5cpasswd"),
                target("a way into the files", "/assets/../../../../etc/passwd"),
                target("path parameters", "/api/v1/me;admin=true"),
                target("an empty segment", "//api/v1/me"),
                target("bytes that are no ASCII", "/s/\u00ff\u00fe"));
    }

    @TestFactory
    Stream<DynamicTest> requests_that_are_no_http() {
        return Stream.of(
                line("no request at all", "hello"),
                line("a method of no letters", "G@T / HTTP/1.1"),
                line("a version nobody speaks", "GET / HTTP/9.9"),
                line("a form of another age", "GET /"),
                header("a length that is no number", "Content-Length: many"),
                header("two lengths", "Content-Length: 2\r\nContent-Length: 3"),
                header("a coding nobody knows", "Transfer-Encoding: unheard-of"),
                header("an expectation nobody fulfils", "Expect: miracles"),
                header("a header without a name", ": nothing"),
                header("a header folded by an old custom", "X-Long: a\r\n b"));
    }

    @TestFactory
    Stream<DynamicTest> bodies_that_are_not_what_they_say() {
        String nul = "" + (char) 0;
        return Stream.of(
                sent("a NUL in a text", "{\"login\":\"a\\u0000b\",\"password\":\"x\"}", 400, 401),
                sent("a raw NUL", "{\"login\":\"" + nul + "\",\"password\":\"x\"}", 400, 400),
                sent("a body that is no UTF-8", "{\"login\":\"\u00ff\u00fe\",\"password\":\"x\"}", 400, 400),
                sent("half a body of JSON", "{\"login\":", 400, 400),
                sent("no object", "[1]", 400, 400),
                sent("an over-long text", "{\"login\":\"" + "a".repeat(100_000) + "\",\"password\":\"x\"}", 400, 401),
                sent("an over-long body", "{\"login\":\"" + "a".repeat(400_000) + "\",\"password\":\"x\"}", 413, 413));
    }

    @Test
    void an_over_long_address_and_over_large_headers_are_told_apart() {
        Raw raw = new Raw(platform.base());
        Refusals.raw(raw.get("/s/" + "1".repeat(60_000)), 414, "address-too-long");
        Refusals.raw(raw.get("/s/1 HTTP/1.1\r\nX-Long: " + "x".repeat(60_000)), 431, "headers-too-large");
    }

    @Test
    void a_person_with_a_browser_gets_a_page() {
        Raw.Answer answer = new Raw(platform.base())
                .send(
                        "GET /s/1 HTTP/1.1\r\nHost: here\r\nConnection: close\r\nAccept: text/html\r\nExpect: miracles\r\n\r\n");
        assertEquals(400, answer.status());
        assertTrue(answer.head().contains("text/html"), answer.head());
        assertTrue(answer.body().contains("请求格式错误"), answer.body());
        assertFalse(answer.body().contains("Jetty"), answer.body());
    }

    private static DynamicTest target(String what, String target) {
        return DynamicTest.dynamicTest(what, () -> Refusals.raw(new Raw(platform.base()).get(target), 400, MALFORMED));
    }

    private static DynamicTest line(String what, String line) {
        return DynamicTest.dynamicTest(
                what,
                () -> Refusals.raw(
                        new Raw(platform.base()).send(line + "\r\nHost: here\r\nConnection: close\r\n\r\n"),
                        400,
                        MALFORMED));
    }

    private static DynamicTest header(String what, String header) {
        return DynamicTest.dynamicTest(
                what,
                () -> Refusals.raw(
                        new Raw(platform.base())
                                .send("POST /api/v1/sessions HTTP/1.1\r\nHost: here\r\nConnection: close\r\n" + header
                                        + "\r\n\r\n"),
                        400,
                        MALFORMED));
    }

    private static DynamicTest sent(String what, String body, int least, int most) {
        return DynamicTest.dynamicTest(
                what, () -> Refusals.raw(new Raw(platform.base()).post("/api/v1/sessions", null, body), least, most));
    }
}
