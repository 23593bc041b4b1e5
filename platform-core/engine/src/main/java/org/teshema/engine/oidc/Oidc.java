package org.teshema.engine.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.LogIn;
import org.teshema.engine.account.Provided;
import org.teshema.engine.account.ProvidedLogIns;
import org.teshema.engine.account.Vault;
import org.teshema.engine.oidc.Refused.Reason;
import org.teshema.engine.oidc.TokenCheck.Known;
import org.teshema.engine.oidc.TokenCheck.LoggedOut;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;

/**
 * Log-in by an OpenID Connect provider: authorisation code flow with PKCE, and log-out both ways. Whatever is wrong, a person is told the
 * same; the log says what. Thread-safe.
 */
@Component(service = Oidc.class, configurationPid = "org.teshema.oidc")
public final class Oidc {
    private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    /** How long somebody who is linked to nothing yet may take to type a code. */
    private static final Duration UNLINKED = Duration.ofMinutes(10);

    private static final String ABOUT_UNLINKED = "oidc-unlinked";
    private static final String ABOUT_HINT = "oidc-hint";
    private static final int LONGEST_HINT = 8_000;

    private final Optional<OidcSettings> settings;
    private final Optional<Provider> provider;
    private final Optional<TokenCheck> check;
    private final Web web;
    private final Database database;
    private final Links links;
    private final ProvidedLogIns logIns;
    private final Vault vault;
    private final CityClock clock;

    /** Configuration {@code org.teshema.oidc}. */
    public @interface Config {
        /** The provider, word for word as in its tokens; empty for none. */
        String issuer() default "";

        /** The name the platform has there. */
        String client_id() default "";

        /** What it proves it by. */
        String client_secret() default "";

        /** {@code basic} for the secret in the header, {@code post} for it in the form. */
        String client_authentication() default "basic";

        /** The platform's own address. */
        String home() default "";

        /** What is asked for. */
        String scopes() default "openid";

        /** What the button says, in Chinese. */
        String title_zh() default "统一身份认证登录";

        /** What the button says, in English. */
        String title_en() default "Log in by single sign-on";

        /** Algorithms of signatures, with commas or blanks between. */
        String algorithms() default "RS256,PS256,ES256";

        /** How far the clocks may be apart. */
        int clock_skew_seconds() default 60;

        /** How long ago a token may have been given out. */
        int max_life_seconds() default 600;

        /** Contexts in which the provider has asked for a second factor. */
        String second_step_acr() default "";

        /** Methods by which it has. */
        String second_step_amr() default "";
    }

    /**
     * The way to the provider.
     *
     * @param to where the browser goes
     * @param kept what the browser keeps and comes back with
     */
    public record Departure(URI to, String kept) {
        /** Without what the browser keeps. */
        @Override
        public String toString() {
            return "Departure[]";
        }
    }

    /**
     * Back from the provider.
     *
     * @param logIn a session, or half of one; empty where the provider knows somebody whom nobody here has linked
     * @param unlinked what they link themselves with, together with a code; empty otherwise
     * @param next the path to go on to
     */
    public record Arrival(Optional<LogIn> logIn, String unlinked, String next) {
        /** Without what must not be in a log. */
        @Override
        public String toString() {
            return "Arrival[]";
        }
    }

    /** Log-in by the configured provider. */
    @Activate
    public Oidc(
            Config config,
            @Reference Database database,
            @Reference Links links,
            @Reference ProvidedLogIns logIns,
            @Reference Vault vault,
            @Reference CityClock clock) {
        this(OidcSettings.of(config), new JdkWeb(LONGEST_ANSWER), database, links, logIns, vault, clock);
    }

    Oidc(
            Optional<OidcSettings> settings,
            Web web,
            Database database,
            Links links,
            ProvidedLogIns logIns,
            Vault vault,
            CityClock clock) {
        this.settings = settings;
        this.web = web;
        this.database = database;
        this.links = links;
        this.logIns = logIns;
        this.vault = vault;
        this.clock = clock;
        this.provider = settings.map(one -> new Provider(one.issuer(), web, clock));
        this.check = settings.map(one -> new TokenCheck(one, provider.orElseThrow(), clock));
    }

    /** Where no provider is configured: nobody goes, and nobody comes. */
    public static Oidc none(Database database, Writes writes, CityClock clock, Accounts accounts) {
        var logIns = new ProvidedLogIns(database, accounts);
        var links = new Links(database, writes, clock, logIns);
        return new Oidc(Optional.empty(), new JdkWeb(LONGEST_ANSWER), database, links, logIns, new NoVault(), clock);
    }

    /** What the button says; empty where there is no provider. */
    public Optional<Text> title() {
        return settings.map(OidcSettings::title);
    }

    /** The provider whose subjects are linked; empty where there is none. */
    public Optional<String> issuer() {
        return settings.map(OidcSettings::issuer);
    }

    /**
     * Sends a browser to the provider.
     *
     * @param next the path of ours to go on to afterwards
     */
    public Departure depart(String next) {
        try {
            OidcSettings on = on();
            Endpoints places = provider.orElseThrow().endpoints();
            Errand errand = Errand.begin(next, clock.instant());
            Map<String, String> asked = new LinkedHashMap<>();
            asked.put("response_type", "code");
            asked.put("client_id", on.clientId());
            asked.put("redirect_uri", on.callback());
            asked.put("scope", on.scopes());
            asked.put("state", errand.state());
            asked.put("nonce", errand.nonce());
            asked.put("code_challenge", errand.challenge());
            asked.put("code_challenge_method", "S256");
            if (!on.acr().isEmpty()) {
                asked.put("acr_values", on.acr().stream().sorted().collect(Collectors.joining(" ")));
            }
            return new Departure(with(places.authorisation(), asked), errand.sealed(vault));
        } catch (Refused e) {
            throw told("depart", e);
        }
    }

    /**
     * Takes a browser in that comes back.
     *
     * @param said the parameters it comes with
     * @param kept what it kept; empty where it kept nothing
     * @throws Problem UNAUTHENTICATED when anything is wrong, whatever
     */
    public Arrival arrive(Map<String, String> said, String kept, String clientAddress) {
        try {
            return arrived(said, kept, clientAddress);
        } catch (Refused e) {
            throw told("arrive", e);
        }
    }

    Arrival arrived(Map<String, String> said, String kept, String client) throws Refused {
        OidcSettings on = on();
        Errand errand = Errand.open(vault, kept)
                .filter(one -> one.isFor(said.getOrDefault("state", "")))
                .orElseThrow(() -> new Refused(Reason.STATE));
        if (!clock.instant().isBefore(errand.until())) {
            throw new Refused(Reason.LATE);
        }
        // RFC 9207: a provider that says who it is must be the one that was asked.
        if (!said.getOrDefault("iss", on.issuer()).equals(on.issuer())) {
            throw new Refused(Reason.OTHER_PROVIDER);
        }
        if (said.containsKey("error")) {
            throw new Refused(Reason.DENIED);
        }
        String code = Optional.ofNullable(said.get("code"))
                .filter(one -> !one.isBlank() && one.length() <= 2_000)
                .orElseThrow(() -> new Refused(Reason.FORM));
        boolean first = database.write(unit -> links.isFirst(unit, "state " + errand.state(), errand.until()));
        if (!first) {
            throw new Refused(Reason.REPLAYED);
        }
        String token = redeemed(on, code, errand);
        Known known = check.orElseThrow().idToken(token, errand.nonce());
        Optional<IdentityLink> link = links.find(on.issuer(), known.subject());
        String hint = token.length() <= LONGEST_HINT ? token : "";
        if (link.isEmpty()) {
            String unlinked = String.join(
                    "\n",
                    known.subject(),
                    known.session().orElse(""),
                    Boolean.toString(known.secondStep()),
                    errand.next(),
                    clock.instant().plus(UNLINKED).toString());
            return new Arrival(Optional.empty(), Sealed.text(vault, ABOUT_UNLINKED, unlinked), errand.next());
        }
        return entered(link.get(), known, hint, client, errand.next());
    }

    /**
     * Links whom the provider knows by a code that somebody gave them here, and takes them in.
     *
     * @param unlinked what the arrival said
     * @throws Problem UNAUTHENTICATED when anything is wrong, whatever
     */
    public Arrival link(String unlinked, String code, String clientAddress) {
        try {
            OidcSettings on = on();
            String[] parts = Sealed.open(vault, ABOUT_UNLINKED, unlinked)
                    .map(text -> text.split("\n", -1))
                    .filter(all -> all.length == 5)
                    .orElseThrow(() -> new Refused(Reason.STATE));
            if (!clock.instant().isBefore(Instant.parse(parts[4]))) {
                throw new Refused(Reason.LATE);
            }
            IdentityLink link = links.linkBy(code, on.issuer(), parts[0]).orElseThrow(() -> new Refused(Reason.DENIED));
            var known = new Known(
                    parts[0], Optional.of(parts[1]).filter(sid -> !sid.isEmpty()), Boolean.parseBoolean(parts[2]));
            return entered(link, known, "", clientAddress, parts[3]);
        } catch (Refused e) {
            throw told("link", e);
        }
    }

    private Arrival entered(IdentityLink link, Known known, String hint, String client, String next) throws Refused {
        Optional<byte[]> sealed = hint.isEmpty()
                ? Optional.empty()
                : Optional.of(vault.seal(hint.getBytes(StandardCharsets.UTF_8), ABOUT_HINT));
        LogIn in = logIns.enter(
                        link.accountId(), new Provided(link.id(), known.session(), sealed), known.secondStep(), client)
                .orElseThrow(() -> new Refused(Reason.DENIED));
        return new Arrival(Optional.of(in), "", next);
    }

    /** Changes a code into an ID token. */
    private String redeemed(OidcSettings on, String code, Errand errand) throws Refused {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", on.callback());
        form.put("code_verifier", errand.verifier());
        boolean basic = !on.clientSecret().isEmpty() && !on.secretInForm();
        if (!basic) {
            form.put("client_id", on.clientId());
        }
        if (on.secretInForm() && !on.clientSecret().isEmpty()) {
            form.put("client_secret", on.clientSecret());
        }
        String pair = encoded(on.clientId()) + ":" + encoded(on.clientSecret());
        String authorisation =
                basic ? "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)) : "";
        String answer = web.post(provider.orElseThrow().endpoints().token(), form, authorisation);
        try {
            Map<String, Object> said = JSONObjectUtils.parse(answer);
            String type = JSONObjectUtils.getString(said, "token_type");
            String token = JSONObjectUtils.getString(said, "id_token");
            if (token == null || type == null || !type.equalsIgnoreCase("Bearer")) {
                throw new Refused(Reason.FORM);
            }
            return token;
        } catch (ParseException e) {
            throw new Refused(Reason.FORM);
        }
    }

    /** Where a browser logs out of the provider too; empty for a session that began otherwise, or a provider without such a place. */
    public Optional<URI> farewell(String bearerToken) {
        Optional<byte[]> hint = settings.isEmpty() ? Optional.empty() : logIns.hint(bearerToken);
        if (hint.isEmpty()) {
            return Optional.empty();
        }
        try {
            OidcSettings on = on();
            Optional<URI> place = provider.orElseThrow().endpoints().logOut();
            Map<String, String> asked = new LinkedHashMap<>();
            asked.put("id_token_hint", new String(vault.open(hint.get(), ABOUT_HINT), StandardCharsets.UTF_8));
            asked.put("client_id", on.clientId());
            asked.put("post_logout_redirect_uri", on.home() + "/");
            return place.map(to -> with(to, asked));
        } catch (Refused e) {
            // Here they are out in any case.
            LOG.info("OpenID Connect, farewell: {}", e.reason());
            return Optional.empty();
        }
    }

    /**
     * Ends what the provider says has ended there: one of its sessions, or all of a person.
     *
     * @throws Problem INVALID when anything is wrong, whatever
     */
    public void loggedOut(String logoutToken) {
        try {
            OidcSettings on = on();
            LoggedOut out = check.orElseThrow().logoutToken(logoutToken);
            boolean first = database.write(unit -> {
                if (!links.isFirst(unit, "logout " + out.id(), out.expires())) {
                    return false;
                }
                if (out.session().isPresent()) {
                    logIns.end(unit, on.issuer(), out.session().get());
                } else {
                    Links.find(unit, on.issuer(), out.subject().orElseThrow())
                            .ifPresent(link -> logIns.end(unit, link.id()));
                }
                return true;
            });
            if (!first) {
                throw new Refused(Reason.REPLAYED);
            }
            logIns.forgetAll();
        } catch (Refused e) {
            LOG.warn("OpenID Connect, log-out by the provider refused: {}", e.reason());
            throw Problem.of(ProblemType.INVALID, "退出通知无效。", "That is no log-out.");
        }
    }

    private OidcSettings on() throws Refused {
        return settings.orElseThrow(() -> new Refused(Reason.OFF));
    }

    private static Problem told(String where, Refused refused) {
        LOG.warn("OpenID Connect, {} refused: {}", where, refused.reason());
        return Problem.of(
                ProblemType.UNAUTHENTICATED,
                "统一身份认证登录未成功，请重新登录；多次不成功请联系管理员。",
                "The log-in by single sign-on did not succeed. Log in again; if it fails again, ask your administrator.");
    }

    private static URI with(URI place, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(place + (place.getRawQuery() == null ? "?" : "&") + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Where nobody goes there is nothing to seal. */
    private static final class NoVault implements Vault {
        @Override
        public byte[] seal(byte[] content, String about) {
            throw new IllegalStateException("there is no vault");
        }

        @Override
        public byte[] open(byte[] sealed, String about) {
            throw new IllegalStateException("there is no vault");
        }
    }
}
