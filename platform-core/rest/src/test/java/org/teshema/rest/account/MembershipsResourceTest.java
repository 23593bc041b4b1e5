package org.teshema.rest.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.rest.account.Town.cookie;
import static org.teshema.rest.account.Town.member;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.MembershipRole;

/** Somebody who acts for two organisations, as a program and as somebody with a browser without script do it. */
class MembershipsResourceTest {
    private final Town town = new Town();
    private long unit;
    private long firm;

    @BeforeEach
    void serve() {
        unit = town.organisation(OrganisationKind.USING_UNIT, "人民商场", Optional.empty());
        firm = town.organisation(OrganisationKind.MAINTENANCE_UNIT, "平安电梯", Optional.of("91310000132200821H"));
        town.account("anna", unit, MembershipRole.MEMBER);
        town.account("boss", firm, MembershipRole.ADMINISTRATOR);
        town.open(new MembershipsResource(town.memberships));
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void an_administrator_enters_somebody_who_then_switches() {
        String boss = token("boss");
        HttpResponse<String> given = give(boss, "anna", firm);
        assertEquals(201, given.statusCode(), given.body());
        assertTrue(given.body().contains("\"role\":\"MEMBER\""), given.body());
        assertEquals(403, give(boss, "anna", unit).statusCode(), "not for another organisation");
        assertEquals(401, give("x".repeat(43), "anna", firm).statusCode());

        String anna = token("anna");
        String mine = as(anna, "GET", "/api/v1/me/organisations", null).body();
        assertTrue(mine.matches(".*人民商场.*\"current\":true.*平安电梯.*\"current\":false.*"), mine);
        HttpResponse<String> switched =
                as(anna, "POST", "/api/v1/me/organisation", "{\"organisationId\":\"" + firm + "\"}");
        assertEquals(201, switched.statusCode(), switched.body());
        assertEquals(401, as(anna, "GET", "/api/v1/me", null).statusCode());
        String now = as(member(switched, "token"), "GET", "/api/v1/me", null).body();
        assertTrue(now.contains("平安电梯") && now.contains("MAINTENANCE_UNIT"), now);
        assertEquals(
                403,
                as(token("boss"), "POST", "/api/v1/me/organisation", "{\"organisationId\":\"" + unit + "\"}")
                        .statusCode());

        String id = member(given, "id");
        String path = "/api/v1/memberships/" + id;
        HttpResponse<String> changed =
                as(boss, "PUT", path, "{\"role\":\"ADMINISTRATOR\",\"until\":\"2030-01-01\",\"version\":0}");
        assertTrue(changed.body().contains("\"until\":\"2030-01-01\""), changed.body());
        assertTrue(as(boss, "GET", "/api/v1/memberships", null).body().contains("\"anna\""));
        assertEquals(204, as(boss, "POST", path + "/end", "{\"version\":1}").statusCode());
        assertEquals(404, as(boss, "GET", path, null).statusCode());
        assertEquals(
                401, as(member(switched, "token"), "GET", "/api/v1/me", null).statusCode());
    }

    @Test
    void somebody_without_script_finds_the_switch_in_the_frame_and_presses_a_button() {
        HttpResponse<String> alone = page(cookie(logIn("anna")), "/my-sessions");
        assertFalse(alone.body().contains("切换"), "who acts for one organisation has nothing to switch");
        give(token("boss"), "anna", firm);
        String cookie = cookie(logIn("anna"));
        String page = page(cookie, "/my-sessions").body();
        assertTrue(page.contains("<a href=\"/my-sessions\">切换单位</a>"), page);
        String action = "/my-sessions/organisation/" + firm;
        assertTrue(page.contains("action=\"" + action + "\"") && page.contains("切换到 平安电梯"), page);

        assertEquals(403, form(cookie, action, "http://evil.example").statusCode(), "not from another page");
        HttpResponse<String> switched = form(cookie, action, town.origin());
        assertEquals(303, switched.statusCode(), switched.body());
        String set = switched.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(set.contains("HttpOnly") && set.contains("SameSite=Lax"), set);
        assertTrue(page(cookie(switched), "/my-sessions").body().contains("<strong>平安电梯</strong>"));
        assertEquals(303, page(cookie, "/my-sessions").statusCode(), "the other log-in is over");
        assertEquals(
                404,
                form(cookie(switched), "/my-sessions/organisation/x", town.origin())
                        .statusCode());
    }

    @Test
    void somebody_changes_their_password_on_the_page_that_tells_them_to() {
        String cookie = cookie(logIn("anna"));
        String page = page(cookie, "/my-sessions").body();
        assertTrue(page.contains("action=\"/my-sessions/password\"") && page.contains("10 至 128"), page);
        String key = Town.found("name=\"_key\" value=\"([^\"]+)\"", page);
        String[][] wrong = {
            {"before", "not the one I have", "a new horse 77", "a new horse 77"},
            {"after", Town.PASSWORD, "short", "short"},
            {"after", Town.PASSWORD, "anna anna anna", "anna anna anna"},
            {"again", Town.PASSWORD, "a new horse 77", "a new horse 78"},
        };
        for (String[] one : wrong) {
            HttpResponse<String> back = password(cookie, town.origin(), key, one[1], one[2], one[3]);
            assertEquals(400, back.statusCode(), back.body());
            assertTrue(back.body().contains("id=\"e-" + one[0] + "\""), back.body());
            assertFalse(back.body().contains("horse"), "no password stands in an answer");
        }
        assertEquals(
                403,
                password(cookie, "http://evil.example", key, Town.PASSWORD, "a new horse 77", "a new horse 77")
                        .statusCode());
        assertEquals(
                401,
                password("teshema=none", town.origin(), key, Town.PASSWORD, "a new horse 77", "a new horse 77")
                        .statusCode());
        String other = cookie(logIn("anna"));
        HttpResponse<String> done =
                password(cookie, town.origin(), key, Town.PASSWORD, "a new horse 77", "a new horse 77");
        assertEquals(200, done.statusCode(), done.body());
        assertTrue(done.body().contains("密码已修改") && done.body().contains("href=\"/login\""), done.body());
        assertTrue(done.headers().firstValue("Set-Cookie").orElse("").contains("Max-Age=0"), done.headers()::toString);
        for (String ended : List.of(cookie, other)) {
            assertEquals(303, page(ended, "/my-sessions").statusCode());
        }
        assertEquals(401, town.logIn("anna").statusCode(), "the old one is none any more");
        assertEquals(
                201,
                town.server()
                        .post("/api/v1/sessions", "{\"login\":\"anna\",\"password\":\"a new horse 77\"}")
                        .statusCode());
        long noted = town.database.read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery(
                            "select count(*) from ledger_pending where body like '%account.password%'")) {
                row.next();
                return row.getLong(1);
            }
        });
        assertEquals(1, noted, "it stands in the ledger");
    }

    @Test
    void guessing_the_old_password_there_is_slowed_down_as_at_log_in() {
        String cookie = cookie(logIn("anna"));
        int status = 0;
        for (int i = 0; i < 20 && status != 429; i++) {
            status = password(cookie, town.origin(), "guess-" + i, "guess " + i, "a new horse 77", "a new horse 77")
                    .statusCode();
        }
        assertEquals(429, status);
    }

    private HttpResponse<String> password(
            String cookie, String from, String key, String before, String after, String again) {
        var form = new StringBuilder("_key=").append(URLEncoder.encode(key, StandardCharsets.UTF_8));
        Map.of("before", before, "after", after, "again", again)
                .forEach((name, value) -> form.append('&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return town.form("/my-sessions/password", form.toString(), from, cookie);
    }

    private HttpResponse<String> give(String token, String login, long organisation) {
        return as(
                token,
                "POST",
                "/api/v1/memberships",
                "{\"login\":\"" + login + "\",\"organisationId\":\"" + organisation + "\",\"role\":\"MEMBER\"}");
    }

    private String token(String login) {
        return member(town.logIn(login), "token");
    }

    private HttpResponse<String> as(String token, String method, String path, String body) {
        return town.as(token, method, path, body);
    }

    private HttpResponse<String> logIn(String login) {
        return town.form(
                "/login", "login=" + login + "&password=" + Town.PASSWORD.replace(" ", "+"), town.origin(), "");
    }

    private HttpResponse<String> page(String cookie, String path) {
        return town.page(cookie, path);
    }

    private HttpResponse<String> form(String cookie, String path, String from) {
        return town.form(path, "", from, cookie);
    }
}
