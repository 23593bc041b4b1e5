package org.teshema.engine.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.engine.oidc.Refused.Reason;

/** What a provider says of itself, and what is configured of it. */
class ProviderTest {
    private Instant now = Instant.parse("2026-11-24T01:00:00Z");
    private final FakeProvider fake = new FakeProvider(() -> now);
    private final Provider provider = new Provider(FakeProvider.ISSUER, fake, () -> now);

    private void refused(Reason reason, String description) {
        fake.description = description;
        assertEquals(reason, assertThrows(Refused.class, provider::endpoints).reason());
    }

    @Test
    void a_description_of_another_provider_or_of_insecure_places_is_refused() {
        String right = FakeProvider.description(FakeProvider.ISSUER);
        refused(Reason.OTHER_PROVIDER, FakeProvider.description("https://id.example.cn/realms/other"));
        refused(Reason.OTHER_PROVIDER, FakeProvider.description(FakeProvider.ISSUER + "/"));
        for (String place : new String[] {"/auth", "/token", "/keys", "/logout"}) {
            String there = FakeProvider.ISSUER + place;
            refused(Reason.NOT_SECURE, right.replace(there, "http://id.example.cn" + place));
            refused(Reason.NOT_SECURE, right.replace(there, "https://id@evil.example" + place));
            refused(Reason.NOT_SECURE, right.replace(there, "file:///etc/passwd"));
        }
        refused(Reason.NO_PKCE, right.replace("\"S256\"", "\"none\""));
        refused(Reason.FORM, right.replace("jwks_uri", "elsewhere"));
        refused(Reason.FORM, "<html>");
        refused(Reason.OTHER_PROVIDER, "[]");
    }

    @Test
    void it_is_asked_once_an_hour_and_not_at_once_again_when_it_is_away() throws Refused {
        String place = FakeProvider.ISSUER + "/.well-known/openid-configuration";
        fake.down = Reason.AWAY;
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    Reason.AWAY,
                    assertThrows(Refused.class, provider::endpoints).reason());
        }
        assertEquals(1, fake.asked.get(place));
        fake.down = null;
        now = now.plus(Provider.AWAY);
        for (int i = 0; i < 10; i++) {
            provider.endpoints();
        }
        assertEquals(2, fake.asked.get(place));
        now = now.plus(Provider.GOOD);
        fake.down = Reason.AWAY;
        assertEquals(
                FakeProvider.ISSUER + "/token", provider.endpoints().token().toString());
        assertEquals(3, fake.asked.get(place));
    }

    @Test
    void a_misspelt_setting_lets_nobody_in() {
        assertTrue(OidcSettings.of(config(Map.of("issuer", " "))).isEmpty());
        assertFalse(OidcSettings.of(config(Map.of())).isEmpty());
        assertEquals(
                "https://tsm.example.cn/login/oidc/callback",
                OidcSettings.of(config(Map.of("home", "https://tsm.example.cn/")))
                        .orElseThrow()
                        .callback());
        assertEquals(
                Optional.empty(),
                OidcSettings.of(config(Map.of("issuer", "http://127.0.0.1:8080/x", "home", "http://127.0.0.1:8181")))
                        .filter(one -> one.issuer().startsWith("https")));
        for (Map<String, Object> wrong : Arrays.<Map<String, Object>>asList(
                Map.of("algorithms", "RS256,HS256"),
                Map.of("algorithms", "none"),
                Map.of("algorithms", " "),
                Map.of("issuer", "http://id.example.cn"),
                Map.of("issuer", "https://user@id.example.cn"),
                Map.of("home", "http://tsm.example.cn"),
                Map.of("home", ""),
                Map.of("client_id", ""),
                Map.of("client_authentication", "jwt"),
                Map.of("clock_skew_seconds", 301),
                Map.of("max_life_seconds", 86_401))) {
            assertThrows(IllegalArgumentException.class, () -> OidcSettings.of(config(wrong)), wrong::toString);
        }
        String told = OidcSettings.of(config(Map.of())).orElseThrow().toString();
        assertFalse(told.contains("a secret of ours"), told);
    }

    /** The configuration with its defaults, but for what is said. */
    private static Oidc.Config config(Map<String, Object> said) {
        Map<String, Object> usual = Map.of(
                "issuer", FakeProvider.ISSUER,
                "client_id", "teshema",
                "client_secret", "a secret of ours",
                "home", "https://tsm.example.cn");
        return (Oidc.Config) java.lang.reflect.Proxy.newProxyInstance(
                Oidc.Config.class.getClassLoader(), new Class<?>[] {Oidc.Config.class}, (proxy, method, arguments) -> {
                    Object value = said.getOrDefault(method.getName(), usual.get(method.getName()));
                    return value == null ? method.getDefaultValue() : value;
                });
    }
}
