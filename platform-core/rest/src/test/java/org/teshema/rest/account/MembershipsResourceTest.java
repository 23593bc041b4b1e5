package org.teshema.rest.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.rest.account.Town.cookie;
import static org.teshema.rest.account.Town.member;

import java.net.http.HttpResponse;
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
