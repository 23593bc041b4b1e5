package org.teshema.rest.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.MembershipRole;
import org.teshema.engine.account.Memberships;
import org.teshema.engine.account.NewAccount;
import org.teshema.engine.oidc.Oidc;
import org.teshema.engine.organisation.NewOrganisation;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.TestServer;
import org.teshema.rest.auth.AccountTokens;
import org.teshema.rest.page.LoginResource;
import org.teshema.rest.page.LogoutResource;
import org.teshema.rest.page.MySessionsResource;
import org.teshema.web.Pages;

/** Somebody who acts for two organisations, as a program and as somebody with a browser without script do it. */
class MembershipsResourceTest {
    private static final String PASSWORD = "correct horse 42";

    private final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("m" + UUID.randomUUID().toString().replace("-", "")));
    private final Writes writes = new Writes(database, clock);
    private TestServer server;
    private long unit;
    private long firm;

    @BeforeEach
    void serve() {
        var accounts = new Accounts(database, writes, clock);
        var memberships = new Memberships(database, writes, clock, accounts);
        var organisations = new Organisations(database, writes, new Districts(ReferenceFiles.shipped(clock)), clock);
        long city = organisation(organisations, OrganisationKind.CITY_BUREAU, "市局", OptionalLong.empty());
        unit = organisation(organisations, OrganisationKind.USING_UNIT, "人民商场", OptionalLong.of(city));
        firm = organisation(organisations, OrganisationKind.MAINTENANCE_UNIT, "平安电梯", OptionalLong.of(city));
        var bureau = new Actor(1_001, "city", organisations.find(city).orElseThrow());
        account(accounts, bureau, "anna", unit, MembershipRole.MEMBER);
        account(accounts, bureau, "boss", firm, MembershipRole.ADMINISTRATOR);
        Oidc oidc = Oidc.none(database, writes, clock, accounts);
        var pages = new Pages();
        server = new TestServer(
                new AccountTokens(accounts),
                new LoginResource(accounts, oidc, pages),
                new LogoutResource(accounts, oidc, pages),
                new MySessionsResource(accounts, memberships, pages),
                new SessionsResource(accounts),
                new MeResource(accounts, memberships),
                new AccountsResource(accounts),
                new MembershipsResource(memberships));
    }

    @AfterEach
    void close() {
        server.close();
        database.close();
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
        HttpResponse<String> switched = form(cookie, action, origin());
        assertEquals(303, switched.statusCode(), switched.body());
        String set = switched.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(set.contains("HttpOnly") && set.contains("SameSite=Lax"), set);
        assertTrue(page(cookie(switched), "/my-sessions").body().contains("<strong>平安电梯</strong>"));
        assertEquals(303, page(cookie, "/my-sessions").statusCode(), "the other log-in is over");
        assertEquals(
                404,
                form(cookie(switched), "/my-sessions/organisation/x", origin()).statusCode());
    }

    private long organisation(Organisations organisations, OrganisationKind kind, String name, OptionalLong above) {
        String district = kind == OrganisationKind.CITY_BUREAU ? Districts.CITY : "310115";
        return database.write(work -> work.jdbc(connection -> organisations.insert(
                connection,
                new NewOrganisation(
                        kind,
                        name,
                        kind == OrganisationKind.MAINTENANCE_UNIT
                                ? Optional.of("91310000132200821H")
                                : Optional.empty(),
                        district,
                        OptionalLong.empty(),
                        Optional.empty()),
                above)));
    }

    private static void account(Accounts accounts, Actor by, String login, long organisation, MembershipRole role) {
        accounts.create(
                new WriteRequest(by, UUID.randomUUID().toString()),
                new NewAccount(login, PASSWORD, organisation, role));
    }

    private HttpResponse<String> give(String token, String login, long organisation) {
        return as(
                token,
                "POST",
                "/api/v1/memberships",
                "{\"login\":\"" + login + "\",\"organisationId\":\"" + organisation + "\",\"role\":\"MEMBER\"}");
    }

    private String token(String login) {
        HttpResponse<String> answer =
                server.post("/api/v1/sessions", "{\"login\":\"" + login + "\",\"password\":\"" + PASSWORD + "\"}");
        return member(answer, "token");
    }

    private HttpResponse<String> as(String token, String method, String path, String body) {
        return server.send(
                method,
                path,
                body,
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    private HttpResponse<String> logIn(String login) {
        return server.send(
                "POST",
                "/login",
                "login=" + login + "&password=" + PASSWORD.replace(" ", "+"),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                origin());
    }

    private HttpResponse<String> page(String cookie, String path) {
        return server.get(path, "Cookie", cookie);
    }

    private HttpResponse<String> form(String cookie, String path, String from) {
        return server.send(
                "POST",
                path,
                "",
                "Cookie",
                cookie,
                "Origin",
                from,
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
    }

    private static String member(HttpResponse<String> answer, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer.body());
        assertTrue(found.find(), answer.body());
        return found.group(1);
    }
}
