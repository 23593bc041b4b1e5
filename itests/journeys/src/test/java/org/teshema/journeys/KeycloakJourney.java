package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** People whom a real Keycloak knows: the way in, the second step, a scan, another organisation, and every way out. */
class KeycloakJourney {
    private static final String STATION_SUBJECT = "7d8f1c52-0d4e-4e0a-9a53-2f7f0a0b6c01";
    private static final String UNIT_SUBJECT = "7d8f1c52-0d4e-4e0a-9a53-2f7f0a0b6c02";
    private static final Duration SOON = Duration.ofSeconds(60);

    private URI home;
    private Keycloak keycloak;

    @Test
    void people_of_a_provider_log_in_act_for_two_organisations_and_log_out_everywhere() {
        RunningPlatform platform = RunningPlatform.unpacked().withDemonstrationCity();
        home = platform.base();
        try (platform;
                var provider = new Keycloak(home)) {
            keycloak = provider;
            platform.withProvider(provider.issuer(), provider.secret).start();
            provider.await();
            Api city = Api.anybody(platform).logIn("admin", platform.password("admin"));
            String station = account(city, "station");
            city.post("/api/v1/identities", Map.of("account", station, "subject", STATION_SUBJECT))
                    .expect(201);

            var li = new Visitor();
            scanAsTheStation(platform, li);
            switchToTheDistrict(city, li);
            strangersAndOthersAreRefused(li, platform);
            linkByCode(city, platform);
            keysRollOver();
            unlinked(city);
            outEverywhere(li);
            assertEquals(List.of(), platform.unexpectedLogLines("OpenID Connect,"), "what was refused is told");
            assertFalse(platform.logText().contains(provider.secret), "the secret is in the log");
        }
    }

    private static String account(Api city, String login) {
        return city.all("/api/v1/accounts").stream()
                .filter(one -> one.path("login").asText().equals(login))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    /** Goes to Keycloak and types name and password there. */
    private Visitor.Seen come(Visitor visitor, String user) {
        Visitor.Seen login = visitor.open(home.resolve("/login")).expect(200);
        assertTrue(login.body().contains("/login/oidc"), login.body());
        Visitor.Seen there =
                visitor.open(home.resolve("/login/oidc?next=/my-sessions")).expect(200);
        assertTrue(there.at().toString().startsWith(keycloak.issuer()), there.at()::toString);
        return visitor.press(
                there, there.action("authenticate"), Map.of("username", user, "password", keycloak.password));
    }

    private void scanAsTheStation(RunningPlatform platform, Visitor li) {
        Visitor.Seen step = come(li, "li.station").expect(200);
        Matcher secret = Pattern.compile("<code>([A-Z2-7 ]+)</code>").matcher(step.body());
        assertTrue(secret.find(), "the platform asks for its own second step: " + step.body());
        assertEquals("", li.cookie(home, "teshema"), "half is not in");
        var enrolment = JsonNodeFactory.instance
                .objectNode()
                .put("secret", secret.group(1).replace(" ", ""));
        String code = Authenticator.of("station", "keycloak", enrolment).unused();
        Visitor.Seen recovery = li.press(step, step.action("/login/second"), Map.of("code", code))
                .expect(200);
        assertTrue(recovery.body().contains("恢复码"), recovery.body());
        String lift = platform.shownCodes().get(0);
        String seen = li.open(home.resolve(lift)).expect(200).body();
        String openly = new Visitor().open(home.resolve(lift)).expect(200).body();
        assertTrue(seen.contains("（station）"), "it is read as that person");
        assertTrue(seen.length() > openly.length(), "who sees more than the public");
    }

    private void switchToTheDistrict(Api city, Visitor li) {
        String district = city.all("/api/v1/accounts").stream()
                .filter(one -> one.path("login").asText().equals("district"))
                .findFirst()
                .orElseThrow()
                .path("organisation")
                .path("id")
                .asText();
        city.post("/api/v1/memberships", Map.of("login", "station", "organisationId", district, "role", "MEMBER"))
                .expect(201);
        Visitor.Seen choice = li.open(home.resolve("/my-sessions")).expect(200);
        String before = li.cookie(home, "teshema");
        li.press(choice, choice.action("/organisation/" + district), Map.of()).expect(200);
        assertFalse(li.cookie(home, "teshema").equals(before));
        var api = Api.anybody(home);
        assertEquals(
                "DISTRICT",
                api.as(li.cookie(home, "teshema")).get("/api/v1/me").expect(200).text("role"));
        assertEquals(401, api.as(before).get("/api/v1/me").status());
    }

    private void strangersAndOthersAreRefused(Visitor li, RunningPlatform platform) {
        // A link of ours that somebody caught, in another browser: it has not got what ours keeps.
        String callback = home + "/login/oidc/callback";
        var other = new Visitor();
        Visitor.Seen there = li.peek(home.resolve("/login/oidc"));
        Visitor.Seen back = li.peek(URI.create(there.body()));
        assertTrue(back.body().startsWith(callback), "Keycloak knows them already: " + back.body());
        other.open(URI.create(back.body())).expect(401);
        li.open(URI.create(back.body())).expect(200);
        li.steal(home, "teshema-oidc", "x");
        li.open(URI.create(back.body())).expect(401);
        // A real token of Keycloak's that was given to another party, at the only place that takes tokens.
        String foreign = keycloak.tokenForSomebodyElse("wang.unit");
        assertEquals(
                400,
                Api.anybody(home)
                        .form("/login/oidc/ended", Map.of("logout_token", foreign))
                        .status());
        assertTrue(platform.logText().contains("refused: AUDIENCE"), "and is refused for that");
    }

    /** Whom the platform does not know yet types the code they were given; their address is that of nobody. */
    private void linkByCode(Api city, RunningPlatform platform) {
        var wang = new Visitor();
        Visitor.Seen unknown = come(wang, "wang.unit").expect(200);
        assertEquals("", wang.cookie(home, "teshema"));
        String code = city.post("/api/v1/identities/codes", Map.of("account", account(city, "unit")))
                .expect(201)
                .text("code");
        URI link = unknown.action("/login/oidc/link");
        wang.press(unknown, link, Map.of("code", "not-the-code")).expect(401);
        wang.press(unknown, link, Map.of("code", code)).expect(200);
        var api = Api.anybody(home);
        assertEquals(
                "unit", api.as(wang.cookie(home, "teshema")).get("/api/v1/me").text("login"));
        // What ends there ends here: Keycloak says so itself.
        keycloak.endSessionsOf(UNIT_SUBJECT);
        Waiting.until(
                "Keycloak has told the platform",
                SOON,
                () -> api.as(wang.cookie(home, "teshema")).get("/api/v1/me").status() == 401);
        assertFalse(platform.logText().contains(code));
    }

    private void keysRollOver() {
        keycloak.rollKeysOver();
        var wang = new Visitor();
        come(wang, "wang.unit").expect(200);
        assertEquals(
                "unit",
                Api.anybody(home)
                        .as(wang.cookie(home, "teshema"))
                        .get("/api/v1/me")
                        .text("login"));
    }

    /** Whose link is taken away is unknown again. */
    private void unlinked(Api city) {
        String link = city.all("/api/v1/identities").stream()
                .filter(one -> one.path("subject").asText().equals(UNIT_SUBJECT))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        city.send(
                        "DELETE",
                        "/api/v1/identities/" + link,
                        "application/json",
                        null,
                        UUID.randomUUID().toString())
                .expect(204);
        var wang = new Visitor();
        URI asked = come(wang, "wang.unit").expect(200).action("/login/oidc/link");
        assertEquals("", wang.cookie(home, "teshema"), () -> "asked for a code at " + asked);
    }

    /** Out here, sent on to be out there, where a password is asked for again. */
    private void outEverywhere(Visitor li) {
        Visitor.Seen sessions = li.open(home.resolve("/my-sessions")).expect(200);
        String token = li.cookie(home, "teshema");
        Visitor.Seen farewell =
                li.press(sessions, sessions.action("/logout"), Map.of()).expect(200);
        assertEquals(401, Api.anybody(home).as(token).get("/api/v1/me").status());
        Matcher there = Pattern.compile("href=\"(" + Pattern.quote(keycloak.issuer()) + "[^\"]+)\"")
                .matcher(farewell.body());
        assertTrue(there.find(), farewell.body());
        Visitor.Seen end =
                li.open(URI.create(there.group(1).replace("&amp;", "&"))).expect(200);
        assertEquals(home.resolve("/"), end.at(), "and comes back");
        Visitor.Seen again = li.open(home.resolve("/login/oidc")).expect(200);
        assertTrue(again.body().contains("name=\"password\""), "Keycloak asks again");
    }
}
