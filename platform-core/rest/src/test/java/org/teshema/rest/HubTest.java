package org.teshema.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Language;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.auth.Tokens;
import org.teshema.rest.json.Json;
import org.teshema.rest.json.PageJson;

class HubTest {
    private static TestServer server;

    /** What a colleague would write. */
    @Path("/api/v1/teapots")
    @Produces("application/json")
    @Consumes("application/json")
    public static final class TeapotsResource implements RestResource {
        public enum Glaze {
            BLUE,
            WHITE
        }

        public record TeapotJson(
                String name, int cups, Optional<LocalDate> firedOn, Optional<Glaze> glaze, Optional<List<Lid>> lids) {}

        public record Lid(String code) {
            public Lid {
                new CatalogueCode(code);
            }
        }

        @POST
        public Response make(@Context Call call, TeapotJson teapot) {
            var asked = call.write();
            return Answers.created("/api/v1/teapots/" + asked.actor().accountId(), teapot);
        }

        @GET
        public PageJson<String> list(@Context Call call) {
            Cursor cursor = call.page();
            Language language = call.language();
            return PageJson.of(new Page<>(List.of("a", "b"), Optional.of("p" + cursor.limit())), s -> s + language);
        }

        @GET
        @Path("{id}")
        public TeapotJson one(@PathParam("id") String id) {
            return switch (id) {
                case "1" -> new TeapotJson("一", 1, Optional.empty(), Optional.empty(), Optional.empty());
                case "broken" -> throw new IllegalStateException("secret detail of ours");
                default -> throw Problem.of(ProblemType.NOT_FOUND, "没有这把壶。", "No such teapot.");
            };
        }

        @POST
        @Path("small")
        @MaxBody(64)
        public Response small(String body) {
            return Response.ok(Map.of("length", body.length())).build();
        }
    }

    /** What breaks while it is read. */
    @Path("/breaks")
    public static final class BreaksResource implements RestResource {
        @GET
        public Response read(@Context Call call) {
            if (call.query("whole").isEmpty()) {
                throw new IllegalStateException("secret detail of ours");
            }
            return Response.ok().build();
        }
    }

    @Test
    void the_page_of_a_problem_asks_whose_it_is_once_and_comes_where_that_cannot_be_told() {
        var asked = new AtomicInteger();
        Tokens away = token -> {
            asked.incrementAndGet();
            throw new IllegalStateException("the database is away");
        };
        try (var troubled = new TestServer(away, new BreaksResource())) {
            String[] reader = {"Accept", "text/html", "Cookie", "teshema=token"};
            HttpResponse<String> nowhere = troubled.get("/nowhere", reader);
            assertEquals(404, nowhere.statusCode(), nowhere.body());
            assertTrue(nowhere.body().contains(">登录</a>"), nowhere.body());
            assertEquals(1, asked.get());
            assertEquals(500, troubled.get("/breaks", reader).statusCode());
            assertEquals(1, asked.get(), "what may just have failed is not asked again");
        }
    }

    @BeforeAll
    static void start() {
        server = new TestServer(
                Map.of("good", TestServer.actor(7, OrganisationKind.DISTRICT, "310115")), new TeapotsResource());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String slug) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse("none"));
        JsonNode problem = json(answer);
        assertEquals("/problems/" + slug, problem.path("type").asText());
        assertEquals(status, problem.path("status").asInt());
        for (String words : List.of("title", "detail", "instance")) {
            assertFalse(problem.path(words).asText().isBlank(), words);
        }
        assertFalse(problem.path("zh").path("detail").asText().isBlank());
        assertFalse(problem.path("en").path("detail").asText().isBlank());
        assertFalse(answer.body().contains("Exception"), answer.body());
        assertFalse(answer.body().contains("org.teshema"), answer.body());
        return problem;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    @Test
    void a_write_with_a_token_and_a_key_is_answered_with_201_and_its_place() {
        HttpResponse<String> answer = server.post(
                "/api/v1/teapots",
                "{\"name\":\"白瓷\",\"cups\":4,\"firedOn\":\"2026-03-01\"}",
                "Authorization",
                "Bearer good",
                "Idempotency-Key",
                "0123456789");
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals(
                "/api/v1/teapots/7", answer.headers().firstValue("Location").orElse(""));
        assertEquals("{\"name\":\"白瓷\",\"cups\":4,\"firedOn\":\"2026-03-01\"}", answer.body());
    }

    @Test
    void a_write_without_a_token_is_told_to_log_in() {
        HttpResponse<String> answer =
                server.post("/api/v1/teapots", "{\"name\":\"x\",\"cups\":4}", "Idempotency-Key", "0123456789");
        problem(answer, 401, "not-logged-in");
        assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse("none"));
    }

    @Test
    void a_write_without_a_key_is_told_which_header_is_missing() {
        HttpResponse<String> answer =
                server.post("/api/v1/teapots", "{\"name\":\"x\",\"cups\":4}", "Authorization", "Bearer good");
        assertEquals(
                "Idempotency-Key",
                problem(answer, 400, "invalid-value").path("field").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"x\",\"cups\":4,\"colour\":1}            | invalid-value     | colour",
                "{\"cups\":4}                                        | invalid-value     | name",
                "{\"name\":\"x\"}                                    | invalid-value     | cups",
                "{\"name\":\"x\",\"cups\":\"four\"}                  | invalid-value     | cups",
                "{\"name\":\"x\",\"cups\":\"4\"}                     | invalid-value     | cups",
                "{\"name\":\"x\",\"cups\":4.5}                       | invalid-value     | cups",
                "{\"name\":\"x\",\"cups\":99999999999}               | malformed-request | ''",
                "{\"name\":[\"x\"],\"cups\":4}                       | invalid-value     | name",
                "{\"name\":\"x\",\"cups\":4,\"firedOn\":\"1.3.26\"}  | invalid-value     | firedOn",
                "{\"name\":\"x\",\"cups\":4,\"glaze\":\"GREEN\"}     | invalid-value     | glaze",
                "{\"name\":\"x\",\"cups\":4,\"lids\":[{\"code\":\"3310\"},{\"code\":\"x\"}]} | invalid-value | lids[1]",
                "{\"name\":\"x\",\"cups\":4,\"name\":\"y\"}          | malformed-request | ''",
                "{\"name\":\"x\",\"cups\":4} {}                      | malformed-request | ''",
                "{\"name\":\"x\",                                    | malformed-request | ''",
                "[1,2]                                               | malformed-request | ''",
                "''                                                  | malformed-request | ''",
            })
    void a_body_that_is_not_what_is_expected_is_told_with_its_field(String body, String slug, String field) {
        HttpResponse<String> answer =
                server.post("/api/v1/teapots", body, "Authorization", "Bearer good", "Idempotency-Key", "0123456789");
        assertEquals(field, problem(answer, 400, slug).path("field").asText());
    }

    @Test
    void a_body_that_is_not_json_is_of_an_unsupported_type() {
        problem(
                server.send("POST", "/api/v1/teapots", "name=x", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "unsupported-media-type");
    }

    @Test
    void the_type_of_a_body_cannot_be_named_in_the_query() {
        problem(
                server.send("POST", "/api/v1/teapots?_ctype=json", "{}", "Content-Type", "text/plain"),
                415,
                "unsupported-media-type");
    }

    @Test
    void the_method_cannot_be_named_in_the_query_or_a_header() {
        assertEquals(
                200,
                server.get("/api/v1/teapots?_method=POST", "X-HTTP-Method-Override", "POST")
                        .statusCode());
    }

    @Test
    void a_body_that_is_too_large_is_refused_with_and_without_a_length() {
        problem(server.post("/api/v1/teapots/small", "\"" + "x".repeat(100) + "\""), 413, "too-large");
        String chunk = "x".repeat(96);
        String answer = server.raw("POST /api/v1/teapots/small HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n60\r\n" + chunk
                + "\r\n0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.contains("/problems/too-large"), answer);
    }

    @Test
    void an_unknown_path_an_unknown_thing_and_a_wrong_method_are_told_apart() {
        problem(server.get("/api/v1/kettles"), 404, "no-such-path");
        problem(server.get("/api/v1/teapots/1/lid"), 404, "no-such-path");
        problem(server.get("/api/v1/teapots/2"), 404, "not-found");
        HttpResponse<String> answer = server.send("DELETE", "/api/v1/teapots/1", null);
        problem(answer, 405, "method-not-allowed");
        assertTrue(answer.headers().firstValue("Allow").orElse("").contains("GET"));
        problem(server.send("BREW", "/api/v1/teapots/1", null), 405, "method-not-allowed");
    }

    @Test
    void a_form_that_cannot_be_given_is_not_acceptable() {
        problem(server.get("/api/v1/teapots/1", "Accept", "image/png"), 406, "not-acceptable");
    }

    @Test
    void a_fault_of_our_own_tells_nothing_but_its_instance() {
        JsonNode problem = problem(server.get("/api/v1/teapots/broken"), 500, "internal-error");
        assertTrue(problem.path("instance").asText().startsWith("urn:uuid:"));
        assertFalse(problem.toString().contains("secret"));
    }

    @Test
    void a_list_is_a_page_with_a_cursor() {
        assertEquals(
                "{\"items\":[\"aZH\",\"bZH\"],\"next\":\"p7\"}",
                server.get("/api/v1/teapots?limit=7").body());
        assertEquals(
                "limit",
                problem(server.get("/api/v1/teapots?limit=201"), 400, "invalid-value")
                        .path("field")
                        .asText());
        assertEquals(
                "limit",
                problem(server.get("/api/v1/teapots?limit=x"), 400, "invalid-value")
                        .path("field")
                        .asText());
        assertEquals(
                "cursor",
                problem(server.get("/api/v1/teapots?cursor=../"), 400, "invalid-value")
                        .path("field")
                        .asText());
        assertEquals(
                "cursor",
                problem(server.get("/api/v1/teapots?cursor=%25zz"), 400, "invalid-value")
                        .path("field")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | ZH",
                "en                       | EN",
                "en-GB,en;q=0.9           | EN",
                "zh-CN,zh;q=0.9,en;q=0.8  | ZH",
                "en;q=0.8,zh;q=0.9        | ZH",
                "fr,en;q=0.5              | EN",
                "fr                       | ZH",
                "*                        | ZH",
                "en;q=x                   | ZH",
                "en;q=0                   | ZH",
            })
    void the_language_is_what_the_client_prefers(String header, Language language) {
        assertEquals(language, Call.preferred(header.isEmpty() ? null : header));
    }

    @Test
    void a_problem_speaks_the_asked_language_and_carries_both() {
        JsonNode english = problem(server.get("/api/v1/teapots/2?lang=en"), 404, "not-found");
        assertEquals("No such teapot.", english.path("detail").asText());
        assertEquals("没有这把壶。", english.path("zh").path("detail").asText());
        assertEquals(
                "没有这把壶。",
                problem(server.get("/api/v1/teapots/2"), 404, "not-found")
                        .path("detail")
                        .asText());
        assertEquals(
                "lang",
                problem(server.get("/api/v1/teapots?lang=fr"), 400, "invalid-value")
                        .path("field")
                        .asText());
    }

    @Test
    void every_answer_carries_the_security_headers() {
        for (String path : List.of("/api/v1/teapots", "/api/v1/none", "/api/v1/teapots/broken")) {
            HttpResponse<String> answer = server.get(path);
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("X-Content-Type-Options").orElse(""));
            assertEquals(
                    "same-origin",
                    answer.headers().firstValue("Referrer-Policy").orElse(""));
            assertTrue(answer.headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .contains("script-src 'none'"));
        }
    }

    @Test
    void scripts_are_for_forms_and_the_camera_alone_and_a_photo_is_a_picture_and_nothing_else() {
        String rest = "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        for (String path : List.of(
                "/n/1000000000008/actions/visit",
                "/s/12/actions/visit",
                "/apps/desk/page/actions/do",
                "/bind",
                "/camera")) {
            assertEquals("default-src 'self'; script-src 'self'; " + rest, policy(path), path);
        }
        for (String path : List.of(
                "/",
                "/login",
                "/n/1000000000008",
                "/apps/desk/page",
                "/assets/photo.js",
                "/bind/more",
                "/cameras",
                "/api/v1/teapots",
                "/api/v1/photosets")) {
            assertEquals("default-src 'self'; script-src 'none'; " + rest, policy(path), path);
        }
        for (String path : List.of("/api/v1/photos", "/api/v1/photos/abc")) {
            assertEquals("default-src 'none'; frame-ancestors 'none'; sandbox", policy(path), path);
        }
    }

    private static String policy(String path) {
        return server.get(path).headers().firstValue("Content-Security-Policy").orElse("");
    }

    @Test
    void other_origins_may_read_what_is_public_and_nothing_else() {
        HttpResponse<String> asked = server.send(
                "OPTIONS",
                "/s/123",
                null,
                "Origin",
                "https://elsewhere.example",
                "Access-Control-Request-Method",
                "GET");
        assertEquals(204, asked.statusCode());
        assertEquals(
                "*", asked.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        HttpResponse<String> closed = server.send(
                "OPTIONS",
                "/api/v1/teapots",
                null,
                "Origin",
                "https://elsewhere.example",
                "Access-Control-Request-Method",
                "POST");
        assertEquals(200, closed.statusCode());
        assertEquals(Optional.empty(), closed.headers().firstValue("Access-Control-Allow-Origin"));
        assertTrue(closed.headers().firstValue("Allow").orElse("").contains("POST"));
    }

    @Test
    void a_cookie_may_change_something_only_from_our_own_pages() {
        String own = "http://127.0.0.1:" + server.port();
        String body = "{\"name\":\"x\",\"cups\":4}";
        assertEquals(201, cookiePost(body, "Origin", own));
        assertEquals(201, cookiePost(body, "Referer", own + "/login"));
        assertEquals(403, cookiePost(body, "Origin", "https://elsewhere.example"));
        assertEquals(403, cookiePost(body, "Origin", "null"));
        assertEquals(403, cookiePost(body, "Referer", "https://elsewhere.example/" + own));
        assertEquals(403, cookiePost(body, "X-Other", "x"));
    }

    private static int cookiePost(String body, String name, String value) {
        return server.post(
                        "/api/v1/teapots", body, "Cookie", "teshema=good", "Idempotency-Key", "0123456789", name, value)
                .statusCode();
    }

    @Test
    void head_is_get_without_a_body() {
        HttpResponse<String> answer = server.send("HEAD", "/api/v1/teapots/1", null);
        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
        assertEquals(OptionalInt.empty(), answer.body().chars().findAny());
    }
}
