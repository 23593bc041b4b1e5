package org.teshema.engine.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.engine.oidc.Refused.Reason;

/** Forged tokens, each wrong in one thing and right in all others: what refuses it is the one check for that thing. */
class TokenCheckTest {
    private static final String NONCE = "n-0S6_WzA2Mj";
    private static final RSAKey STRANGER = FakeProvider.another("one");

    private Instant now = Instant.parse("2026-11-24T01:00:00Z");
    private final FakeProvider provider = new FakeProvider(() -> now);
    private final TokenCheck check = check(FakeProvider.settings());

    private TokenCheck check(OidcSettings settings) {
        return new TokenCheck(settings, new Provider(FakeProvider.ISSUER, provider, () -> now), () -> now);
    }

    private JWTClaimsSet.Builder claims() {
        return provider.claims("anna-there", NONCE);
    }

    private void refused(Reason reason, JWTClaimsSet.Builder claims) {
        refused(reason, provider.signed(claims));
    }

    private void refused(Reason reason, String token) {
        assertEquals(
                reason,
                assertThrows(Refused.class, () -> check.idToken(token, NONCE)).reason());
    }

    private Instant ago(long seconds) {
        return now.minusSeconds(seconds);
    }

    @Test
    void a_right_token_is_believed() throws Refused {
        TokenCheck.Known known = check.idToken(provider.signed(claims()), NONCE);
        assertEquals("anna-there", known.subject());
        assertEquals("session-of-anna-there", known.session().orElseThrow());
        assertFalse(known.secondStep());
        assertEquals(
                "anna-there",
                check.idToken(
                                provider.signed(claims().audience(List.of("other", "teshema"))
                                        .claim("azp", "teshema")),
                                NONCE)
                        .subject());
    }

    @Test
    void a_second_factor_is_what_the_configuration_calls_one() throws Refused {
        assertTrue(check.idToken(provider.signed(claims().claim("acr", "gold")), NONCE)
                .secondStep());
        assertTrue(check.idToken(provider.signed(claims().claim("amr", List.of("pwd", "otp"))), NONCE)
                .secondStep());
        assertFalse(check.idToken(provider.signed(claims().claim("acr", "silver")), NONCE)
                .secondStep());
        assertFalse(check.idToken(provider.signed(claims().claim("amr", List.of("pwd"))), NONCE)
                .secondStep());
    }

    @Test
    void unsigned_or_by_an_algorithm_that_is_not_configured() throws Exception {
        refused(Reason.ALGORITHM, new PlainJWT(claims().build()).serialize());
        refused(Reason.ALGORITHM, FakeProvider.signed(claims(), JWSAlgorithm.RS512, FakeProvider.KEY));
        refused(Reason.ALGORITHM, FakeProvider.signed(claims(), JWSAlgorithm.PS256, FakeProvider.KEY));
        // The key that everybody knows, taken for a secret.
        var hmac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
        hmac.sign(new MACSigner(FakeProvider.KEY.toRSAPublicKey().getEncoded()));
        refused(Reason.ALGORITHM, hmac.serialize());
        // Of a token that nobody signed no key is looked for.
        assertTrue(provider.asked.isEmpty(), provider.asked::toString);
    }

    @Test
    void by_another_key() throws JOSEException {
        refused(Reason.SIGNATURE, FakeProvider.signed(claims(), JWSAlgorithm.RS256, STRANGER));
        refused(Reason.KEY, FakeProvider.signed(claims(), JWSAlgorithm.RS256, FakeProvider.another("unknown")));
        refused(
                Reason.KEY,
                FakeProvider.signed(
                        claims(),
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(),
                        FakeProvider.curve("one")));
        provider.keys.add(FakeProvider.curve("curve"));
        now = now.plus(Provider.GOOD);
        refused(
                Reason.KEY,
                FakeProvider.signed(
                        claims(),
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("curve").build(),
                        STRANGER));
        provider.keys.clear();
        provider.keys.add(FakeProvider.rsa("small", 1024));
        now = now.plus(Provider.GOOD);
        refused(Reason.SMALL_KEY, FakeProvider.signed(claims(), JWSAlgorithm.RS256, provider.keys.get(0)));
    }

    @Test
    void by_a_key_that_is_for_something_else_or_that_no_id_tells_apart() {
        RSAKey sealing = new RSAKey.Builder(FakeProvider.another("sealing"))
                .keyUse(KeyUse.ENCRYPTION)
                .build();
        RSAKey other = new RSAKey.Builder(FakeProvider.another("other"))
                .algorithm(JWSAlgorithm.PS256)
                .build();
        provider.keys.addAll(List.of(sealing, other));
        refused(Reason.KEY, FakeProvider.signed(claims(), JWSAlgorithm.RS256, sealing));
        refused(Reason.KEY, FakeProvider.signed(claims(), JWSAlgorithm.RS256, other));
        refused(
                Reason.KEY,
                FakeProvider.signed(claims(), new JWSHeader.Builder(JWSAlgorithm.RS256).build(), FakeProvider.KEY));
        // Two keys of one name: neither.
        provider.keys.add(STRANGER);
        now = now.plus(Provider.GOOD);
        refused(Reason.KEY, provider.signed(claims()));
    }

    @Test
    void altered_after_it_was_signed_or_no_token_at_all() {
        String[] parts = provider.signed(claims()).split("\\.", -1);
        String altered = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("anna-there", "bert-there");
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(altered.getBytes(StandardCharsets.UTF_8));
        refused(Reason.SIGNATURE, parts[0] + "." + body + "." + parts[2]);
        refused(Reason.FORM, parts[0] + "." + parts[1] + ".");
        refused(Reason.FORM, "no token");
        refused(Reason.FORM, "");
        refused(Reason.TOO_LARGE, provider.signed(claims().claim("much", "x".repeat(20_000))));
        JWSHeader demanding = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("one")
                .criticalParams(Set.of("exp-by-moon"))
                .customParam("exp-by-moon", true)
                .build();
        refused(Reason.SIGNATURE, FakeProvider.signed(claims(), demanding, FakeProvider.KEY));
    }

    @Test
    void by_another_issuer() {
        refused(Reason.ISSUER, claims().issuer("https://id.example.cn/realms/other"));
        refused(Reason.ISSUER, claims().issuer(FakeProvider.ISSUER + "/"));
        refused(Reason.ISSUER, claims().issuer(null));
    }

    @Test
    void for_somebody_else() {
        refused(Reason.AUDIENCE, claims().audience("another-client"));
        refused(Reason.AUDIENCE, claims().audience(List.of()));
        refused(Reason.PARTY, claims().claim("azp", "another-client"));
        refused(Reason.PARTY, claims().audience(List.of("teshema", "another-client")));
    }

    @Test
    void over_or_of_a_time_to_come_or_given_out_too_long_ago() throws Refused {
        refused(Reason.EXPIRED, claims().expirationTime(Date.from(ago(60))));
        refused(Reason.EXPIRED, claims().expirationTime(null));
        check.idToken(provider.signed(claims().expirationTime(Date.from(ago(59)))), NONCE);
        refused(Reason.NOT_YET, claims().notBeforeTime(Date.from(now.plusSeconds(61))));
        check.idToken(provider.signed(claims().notBeforeTime(Date.from(now.plusSeconds(60)))), NONCE);
        refused(Reason.NOT_YET, claims().issueTime(Date.from(now.plusSeconds(61))));
        refused(Reason.NOT_YET, claims().issueTime(null));
        check.idToken(provider.signed(claims().issueTime(Date.from(now.plusSeconds(60)))), NONCE);
        // However long it says it is good for.
        Date farAway = Date.from(now.plus(Duration.ofDays(365)));
        refused(Reason.TOO_OLD, claims().issueTime(Date.from(ago(661))).expirationTime(farAway));
        check.idToken(provider.signed(claims().issueTime(Date.from(ago(660))).expirationTime(farAway)), NONCE);
    }

    @Test
    void not_the_answer_to_what_was_asked() {
        refused(Reason.NONCE, claims().claim("nonce", "another"));
        refused(Reason.NONCE, claims().claim("nonce", null));
    }

    @Test
    void about_nobody() {
        refused(Reason.SUBJECT, claims().subject(null));
        refused(Reason.SUBJECT, claims().subject(" "));
        refused(Reason.SUBJECT, claims().subject("x".repeat(256)));
    }

    @Test
    void a_session_is_called_by_a_name_or_not_at_all() throws Refused {
        String longest = "s".repeat(255);
        assertEquals(Optional.of(longest), session(longest));
        assertEquals(Optional.empty(), session(longest + "s"));
        assertEquals(Optional.empty(), session(" "));
        assertEquals(Optional.empty(), session(null));
        noLogout(Reason.NO_LOGOUT, provider.logout("j").claim("sid", " "));
        noLogout(Reason.NO_LOGOUT, provider.logout("j").claim("sid", longest + "s"));
    }

    private Optional<String> session(String sid) throws Refused {
        return check.idToken(provider.signed(claims().claim("sid", sid)), NONCE).session();
    }

    @Test
    void claims_of_another_form_than_they_have() {
        refused(Reason.FORM, claims().claim("azp", 7));
        refused(Reason.FORM, claims().claim("nonce", List.of(NONCE)));
        refused(Reason.FORM, claims().claim("acr", Map.of()));
    }

    @Test
    void keys_roll_over_and_a_storm_of_unknown_ones_asks_once_a_minute() throws Refused {
        String keys = FakeProvider.ISSUER + "/keys";
        check.idToken(provider.signed(claims()), NONCE);
        RSAKey next = FakeProvider.another("two");
        provider.keys.add(0, next);
        check.idToken(FakeProvider.signed(claims(), JWSAlgorithm.RS256, next), NONCE);
        assertEquals(2, provider.asked.get(keys));
        for (int i = 0; i < 100; i++) {
            refused(
                    Reason.KEY,
                    FakeProvider.signed(
                            claims(),
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID("x" + i)
                                    .build(),
                            STRANGER));
        }
        assertEquals(2, provider.asked.get(keys), "a hundred unknown keys within a minute");
        now = now.plus(Provider.REST);
        refused(Reason.KEY, FakeProvider.signed(claims(), JWSAlgorithm.RS256, FakeProvider.another("y")));
        assertEquals(3, provider.asked.get(keys));
        // The one that was taken back is none an hour later.
        provider.keys.remove(FakeProvider.KEY);
        now = now.plus(Provider.GOOD);
        refused(Reason.KEY, provider.signed(claims()));
        check.idToken(FakeProvider.signed(claims(), JWSAlgorithm.RS256, next), NONCE);
    }

    @Test
    void a_curve_serves_as_well() throws Refused {
        var curve = FakeProvider.curve("curve");
        provider.keys.add(curve);
        assertEquals(
                "anna-there",
                check.idToken(FakeProvider.signed(claims(), JWSAlgorithm.ES256, curve), NONCE)
                        .subject());
    }

    @Test
    void what_ends_sessions_is_a_logout_token_and_nothing_else() throws Refused {
        TokenCheck.LoggedOut out =
                check.logoutToken(provider.signed(provider.logout("j1").claim("sid", "s")));
        assertEquals("j1", out.id());
        assertEquals("s", out.session().orElseThrow());
        assertEquals(now.plusSeconds(660), out.expires(), "until nobody would believe it again");
        check.logoutToken(
                provider.signed(provider.logout("j2").subject("anna-there").expirationTime(null)));
        noLogout(Reason.NO_LOGOUT, claims().jwtID("j3"));
        noLogout(Reason.NO_LOGOUT, provider.logout("j4").subject("a").claim("nonce", NONCE));
        noLogout(Reason.NO_LOGOUT, provider.logout("j5"));
        noLogout(Reason.NO_LOGOUT, provider.logout(null).subject("a"));
        noLogout(Reason.NO_LOGOUT, provider.logout(" ").subject("a"));
        noLogout(Reason.NO_LOGOUT, provider.logout("j6").subject("a").claim("events", Map.of("other", Map.of())));
        noLogout(Reason.ISSUER, provider.logout("j7").subject("a").issuer("https://id.example.cn"));
        noLogout(Reason.AUDIENCE, provider.logout("j8").subject("a").audience("another-client"));
        noLogout(Reason.TOO_OLD, provider.logout("j9").subject("a").issueTime(Date.from(ago(661))));
        noLogout(Reason.EXPIRED, provider.logout("j10").subject("a").expirationTime(Date.from(ago(61))));
        String stranger = FakeProvider.signed(provider.logout("j11").subject("a"), JWSAlgorithm.RS256, STRANGER);
        assertEquals(
                Reason.SIGNATURE,
                assertThrows(Refused.class, () -> check.logoutToken(stranger)).reason());
    }

    private void noLogout(Reason reason, JWTClaimsSet.Builder claims) {
        String token = provider.signed(claims);
        assertEquals(
                reason,
                assertThrows(Refused.class, () -> check.logoutToken(token)).reason());
    }
}
