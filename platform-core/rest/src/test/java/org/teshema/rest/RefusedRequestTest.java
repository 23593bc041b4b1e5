package org.teshema.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.rest.json.Json;

/** What the web server itself refuses, before there is a request that a resource could answer. */
class RefusedRequestTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(Map.of(), new HubTest.TeapotsResource());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /s/%00 HTTP/1.1,                400, malformed-request",
        "GET /s/%4 HTTP/1.1,                 400, malformed-request",
        "PUT /s/%4 HTTP/1.1,                 400, malformed-request",
        "GET /a/../../etc/passwd HTTP/1.1,   400, malformed-request",
        "GET / HTTP/9.9,                     400, malformed-request",
        "G@T / HTTP/1.1,                     400, malformed-request",
        "nonsense,                           400, malformed-request"
    })
    void a_request_line_that_is_none_is_told_as_a_problem(String line, int status, String slug) throws Exception {
        problem(server.raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"), status, slug);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: many,          400, malformed-request",
        "Transfer-Encoding: unheard-of, 400, malformed-request",
        "Expect: miracles,              400, malformed-request"
    })
    void a_header_that_means_nothing_is_told_as_a_problem(String header, int status, String slug) throws Exception {
        problem(
                server.raw("POST /api/v1/teapots HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                        + "\r\n\r\n"),
                status,
                slug);
    }

    @Test
    void an_address_or_headers_beyond_measure_are_told_apart() throws Exception {
        problem(
                server.raw(
                        "GET /s/" + "1".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                414,
                "address-too-long");
        problem(
                server.raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: " + "x".repeat(20_000)
                        + "\r\n\r\n"),
                431,
                "headers-too-large");
    }

    @Test
    void a_request_without_a_host_is_a_problem_too() throws Exception {
        problem(server.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), 400, "malformed-request");
    }

    @Test
    void the_server_serves_on_after_all_of_it() {
        server.raw("GET /s/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals(200, server.get("/api/v1/teapots/1").statusCode());
    }

    private static void problem(String answer, int status, String slug) throws Exception {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end).toLowerCase(Locale.ROOT);
        assertTrue(head.contains("\r\ncontent-type: application/problem+json"), answer);
        assertFalse(head.contains("\r\nserver:"), answer);
        JsonNode problem = Json.MAPPER.readTree(answer.substring(end + 4));
        assertEquals("/problems/" + slug, problem.path("type").asText());
        assertEquals(status, problem.path("status").asInt());
        assertFalse(problem.path("zh").path("detail").asText().isBlank());
        assertFalse(problem.path("en").path("detail").asText().isBlank());
        assertFalse(answer.contains("jetty"), answer);
        assertFalse(answer.contains("Exception"), answer);
    }
}
