package org.teshema.rest.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.rest.account.Town.member;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.account.MembershipRole;
import org.teshema.rest.TestServer;

/** The second step of a log-in and one's own log-ins, as a program and as somebody with a browser without script meet them. */
class SecondStepTest {
    private static final String PASSWORD = Town.PASSWORD;

    private Town town;
    private TestServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() {
        town = new Town(folder);
        for (String login : List.of("chief", "second")) {
            town.account(login, town.city, MembershipRole.MEMBER);
        }
        town.open();
        server = town.server();
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void a_program_logs_in_in_two_steps() {
        HttpResponse<String> half = first("chief");
        assertEquals(202, half.statusCode(), half.body());
        assertEquals("no-store", half.headers().firstValue("Cache-Control").orElse(""));
        String ticket = member(half, "ticket");
        assertEquals(401, as(ticket, "GET", "/api/v1/me", null).statusCode(), "a ticket opens nothing else");
        HttpResponse<String> wrong = second(ticket, "000000");
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.body().contains("/problems/not-logged-in"), wrong.body());
        String secret = member(half, "secret");
        HttpResponse<String> entered = second(ticket, code(secret));
        assertEquals(201, entered.statusCode(), entered.body());
        assertEquals(10, recoveryCodes(entered.body()).size(), entered.body());
        assertEquals(
                200, as(member(entered, "token"), "GET", "/api/v1/me", null).statusCode());

        town.later(30);
        HttpResponse<String> again = first("chief");
        assertFalse(again.body().contains("secret"), again.body());
        assertTrue(second(member(again, "ticket"), code(secret)).body().contains("\"recoveryCodes\":[]"));
    }

    @Test
    void a_program_sees_and_ends_log_ins_and_a_reset_ends_them_all() {
        String secret = member(first("chief"), "secret");
        HttpResponse<String> half = first("chief");
        String secretNow = member(half, "secret");
        assertFalse(secret.equals(secretNow), "each first log-in draws another");
        HttpResponse<String> entered = second(member(half, "ticket"), code(secretNow));
        String one = member(entered, "token");
        town.later(30);
        String other = member(second(member(first("chief"), "ticket"), code(secretNow)), "token");
        String list = as(one, "GET", "/api/v1/me/sessions", null).body();
        assertTrue(list.contains("\"network\":\"127.0.0.*\""), list);
        Matcher notThis =
                Pattern.compile("\"id\":\"(\\d+)\"[^}]*\"current\":false").matcher(list);
        assertTrue(notThis.find(), list);
        assertEquals(
                204,
                as(one, "DELETE", "/api/v1/me/sessions/" + notThis.group(1), null)
                        .statusCode());
        assertEquals(401, as(other, "GET", "/api/v1/me", null).statusCode());
        assertEquals(200, as(one, "GET", "/api/v1/me", null).statusCode());
        String reset = "{\"password\":\"" + PASSWORD + "\",\"recoveryCode\":\""
                + recoveryCodes(entered.body()).get(0) + "\"}";
        assertEquals(
                204, as(one, "POST", "/api/v1/me/second-factor/reset", reset).statusCode());
        assertEquals(401, as(one, "GET", "/api/v1/me", null).statusCode());

        String anew = enrolled("chief");
        String seconds = enrolled("second");
        String chiefs = accountOf(anew);
        assertEquals(
                403,
                as(anew, "POST", "/api/v1/accounts/" + chiefs + "/second-factor/reset", "")
                        .statusCode());
        assertEquals(
                204,
                as(seconds, "POST", "/api/v1/accounts/" + chiefs + "/second-factor/reset", "")
                        .statusCode());
        assertEquals(401, as(anew, "GET", "/api/v1/me", null).statusCode());
        assertEquals(204, as(seconds, "DELETE", "/api/v1/me/sessions", null).statusCode());
        assertEquals(401, as(seconds, "GET", "/api/v1/me", null).statusCode());
    }

    @Test
    void with_a_browser_an_app_is_added_the_recovery_codes_are_shown_once_and_the_way_goes_on() {
        HttpResponse<String> half =
                form("/login", Map.of("login", "chief", "password", PASSWORD, "next", "/codes"), "");
        assertEquals(200, half.statusCode());
        assertTrue(half.headers().firstValue("Set-Cookie").isEmpty(), "half a session is no cookie");
        assertEquals("no-store", half.headers().firstValue("Cache-Control").orElse(""));
        String page = half.body();
        assertTrue(page.contains("<svg class=\"symbol\"") && page.contains("role=\"img\""), page);
        assertFalse(page.contains("<script") || page.contains("style="), page);
        assertTrue(page.contains("name=\"next\" value=\"/codes\""), page);
        Matcher shown = Pattern.compile("<code>([A-Z2-7 ]{39})</code>").matcher(page);
        assertTrue(shown.find(), page);
        String secret = shown.group(1).replace(" ", "");
        String ticket = hidden(page, "ticket");

        HttpResponse<String> wrong =
                form("/login/second", Map.of("ticket", ticket, "code", "000000", "next", "/codes"), "");
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.body().contains("role=\"alert\""), wrong.body());
        assertFalse(wrong.body().contains(shown.group(1)), "the key is shown once");
        HttpResponse<String> right =
                form("/login/second", Map.of("ticket", ticket, "code", code(secret), "next", "/codes"), "");
        assertEquals(200, right.statusCode());
        assertEquals("no-store", right.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                10,
                Pattern.compile("<code>[a-z2-7-]{19}</code>")
                        .matcher(right.body())
                        .results()
                        .count(),
                right.body());
        assertTrue(right.body().contains("href=\"/codes\""), right.body());
        String cookie = cookie(right);
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);

        town.later(30);
        HttpResponse<String> again =
                form("/login", Map.of("login", "chief", "password", PASSWORD, "next", "//elsewhere.example"), "");
        assertFalse(again.body().contains("<svg class=\"symbol\""), "what was shown once is not shown again");
        HttpResponse<String> on = form(
                "/login/second",
                Map.of("ticket", hidden(again.body(), "ticket"), "code", code(secret), "next", "//elsewhere.example"),
                "");
        assertEquals(303, on.statusCode());
        assertEquals("/", on.headers().firstValue("Location").orElse(""), "nobody is led to another site");
        HttpResponse<String> english = server.get("/login/second?lang=en");
        assertEquals("/login?lang=en", english.headers().firstValue("Location").orElse(""));
    }

    @Test
    void my_log_ins_are_a_page_with_a_button_each() {
        assertEquals(
                "/login?next=/my-sessions",
                server.get("/my-sessions").headers().firstValue("Location").orElse(""));
        String mine = enrolled("chief");
        String page = get("/my-sessions", mine).body();
        assertTrue(page.contains("我的登录") && page.contains("2026-11-24 09:0"), page);
        assertTrue(page.contains("127.0.0.*"), page);
        assertTrue(get("/my-sessions?lang=en", mine).body().contains("My log-ins"));
        Matcher end = Pattern.compile("action=\"(/my-sessions/\\d+/end)\"").matcher(page);
        assertTrue(end.find(), page);
        assertEquals(
                403,
                server.send("POST", end.group(1), "", "Cookie", "teshema=" + mine, "Origin", "https://evil.example")
                        .statusCode(),
                "a form of another site ends nothing");
        assertEquals(200, get("/my-sessions", mine).statusCode());
        assertEquals(303, form(end.group(1), Map.of(), mine).statusCode());
        assertEquals(303, get("/my-sessions", mine).statusCode(), "it has ended itself");
    }

    @Test
    void all_log_ins_end_at_one_press_and_the_own_second_step_is_reset_with_what_it_needs() {
        HttpResponse<String> half = first("chief");
        HttpResponse<String> entered = second(member(half, "ticket"), code(member(half, "secret")));
        String mine = member(entered, "token");
        String page = get("/my-sessions", mine).body();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("password", PASSWORD);
        fields.put("code", "no code of mine");
        fields.put("_key", hidden(page, "_key"));
        HttpResponse<String> wrong = form("/my-sessions/second-factor", fields, mine);
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("role=\"alert\""), wrong.body());
        fields.put("code", recoveryCodes(entered.body()).get(3));
        fields.put("_key", hidden(wrong.body(), "_key"));
        HttpResponse<String> done = form("/my-sessions/second-factor", fields, mine);
        assertEquals(303, done.statusCode());
        assertTrue(cookie(done).startsWith("teshema=;"), cookie(done));
        String again = enrolled("chief");
        assertEquals(303, form("/my-sessions/end", Map.of(), again).statusCode());
        assertEquals(303, get("/my-sessions", again).statusCode());
    }

    private String enrolled(String login) {
        HttpResponse<String> half = first(login);
        return member(second(member(half, "ticket"), code(member(half, "secret"))), "token");
    }

    private HttpResponse<String> first(String login) {
        return town.logIn(login);
    }

    private HttpResponse<String> second(String ticket, String code) {
        return server.post("/api/v1/sessions/second-step", "{\"ticket\":\"" + ticket + "\",\"code\":\"" + code + "\"}");
    }

    private String accountOf(String token) {
        return member(as(token, "GET", "/api/v1/me", null), "account");
    }

    private HttpResponse<String> as(String token, String method, String path, String body) {
        return town.as(token, method, path, body);
    }

    private HttpResponse<String> get(String path, String token) {
        return town.page("teshema=" + token, path);
    }

    private HttpResponse<String> form(String path, Map<String, String> fields, String token) {
        String body = fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return town.form(path, body, town.origin(), token.isEmpty() ? "" : "teshema=" + token);
    }

    private static String hidden(String page, String name) {
        return Town.found("name=\"" + name + "\" value=\"([^\"]+)\"", page);
    }

    private static List<String> recoveryCodes(String json) {
        return Pattern.compile("[a-z2-7]{4}(-[a-z2-7]{4}){3}")
                .matcher(json)
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("");
    }

    /** What an app that was given that key shows now, worked out once more by itself. */
    private String code(String secret) {
        try {
            var bits = new StringBuilder();
            for (int i = 0; i < secret.length(); i++) {
                int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(secret.charAt(i));
                bits.append(Integer.toBinaryString(32 | value).substring(1));
            }
            byte[] key = new byte[bits.length() / 8];
            for (int i = 0; i < key.length; i++) {
                key[i] = new BigInteger(bits.substring(8 * i, 8 * i + 8), 2).byteValue();
            }
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "RAW"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(town.now().getEpochSecond() / 30)
                    .array());
            int at = hash[19] & 15;
            long number = new BigInteger(1, new byte[] {hash[at], hash[at + 1], hash[at + 2], hash[at + 3]}).longValue()
                    % (1L << 31);
            return String.valueOf(1_000_000 + number % 1_000_000).substring(1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
