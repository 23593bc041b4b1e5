package org.teshema.engine.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.api.text.Text;

/**
 * One provider and how it is dealt with.
 *
 * @param issuer word for word as it stands in its tokens
 * @param clientId the name the platform has there
 * @param clientSecret what it proves it by; empty for a client without one
 * @param home the platform's own address, without a slash at the end
 * @param scopes what is asked for, with blanks between
 * @param title what the button says
 * @param algorithms names of the algorithms a token may be signed with
 * @param skew how far the clocks may be apart
 * @param maxLife how long ago a token may have been given out
 * @param acr contexts in which the provider has asked for a second factor
 * @param amr methods by which it has
 * @param secretInForm whether the secret goes in the form instead of the header
 */
record OidcSettings(
        String issuer,
        String clientId,
        String clientSecret,
        String home,
        String scopes,
        Text title,
        Set<String> algorithms,
        Duration skew,
        Duration maxLife,
        Set<String> acr,
        Set<String> amr,
        boolean secretInForm) {
    /** Signatures by a key that only the provider has. */
    static final Set<String> KNOWN =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    /** Where a browser comes back to. */
    static final String CALLBACK = "/login/oidc/callback";

    OidcSettings {
        algorithms = Set.copyOf(algorithms);
        acr = Set.copyOf(acr);
        amr = Set.copyOf(amr);
    }

    /**
     * What is configured; empty where there is no provider.
     *
     * @throws IllegalArgumentException for a setting that cannot be, so that a misspelt one lets nobody in
     */
    static Optional<OidcSettings> of(Oidc.Config config) {
        if (config.issuer().isBlank()) {
            return Optional.empty();
        }
        Set<String> algorithms = words(config.algorithms());
        if (algorithms.isEmpty() || !KNOWN.containsAll(algorithms)) {
            throw wrong("algorithms", String.join(" ", KNOWN.stream().sorted().toList()));
        }
        if (config.clock_skew_seconds() < 0 || config.clock_skew_seconds() > 300) {
            throw wrong("clock.skew.seconds", "0 … 300");
        }
        if (config.max_life_seconds() < 60 || config.max_life_seconds() > 86_400) {
            throw wrong("max.life.seconds", "60 … 86400");
        }
        List<String> ways = List.of("basic", "post");
        if (!ways.contains(config.client_authentication().strip())) {
            throw wrong("client.authentication", "basic, post");
        }
        var settings = new OidcSettings(
                config.issuer().strip(),
                needed("client.id", config.client_id()),
                config.client_secret().strip(),
                needed("home", config.home()).replaceFirst("/+$", ""),
                needed("scopes", config.scopes()),
                new Text(needed("title.zh", config.title_zh()), needed("title.en", config.title_en())),
                algorithms,
                Duration.ofSeconds(config.clock_skew_seconds()),
                Duration.ofSeconds(config.max_life_seconds()),
                words(config.second_step_acr()),
                words(config.second_step_amr()),
                config.client_authentication().strip().equals("post"));
        if (!isSecure(settings.issuer()) || !isSecure(settings.home())) {
            throw wrong("issuer, home", "https://…");
        }
        return Optional.of(settings);
    }

    /** Whether an address is reached by TLS, or is on this very machine. */
    static boolean isSecure(String address) {
        try {
            URI uri = URI.create(address);
            boolean here = "127.0.0.1".equals(uri.getHost()) || "[::1]".equals(uri.getHost());
            return uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean allows(JWSAlgorithm algorithm) {
        return algorithms.contains(algorithm.getName());
    }

    /** Where a browser comes back to, as the provider knows it. */
    String callback() {
        return home + CALLBACK;
    }

    private static Set<String> words(String setting) {
        return Arrays.stream(setting.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String needed(String name, String value) {
        if (value.isBlank()) {
            throw wrong(name, "…");
        }
        return value.strip();
    }

    private static IllegalArgumentException wrong(String name, String may) {
        return new IllegalArgumentException(
                "org.teshema.oidc: " + name + " 可取 " + may + " / " + name + " is one of " + may);
    }

    /** Without the secret, which belongs in no log. */
    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
