package org.teshema.rest.account;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.FactorPolicy;
import org.teshema.engine.account.MembershipRole;
import org.teshema.engine.account.Memberships;
import org.teshema.engine.account.NewAccount;
import org.teshema.engine.codes.CityKeys;
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
import org.teshema.rest.RestResource;
import org.teshema.rest.TestServer;
import org.teshema.rest.auth.AccountTokens;
import org.teshema.rest.page.LoginResource;
import org.teshema.rest.page.LogoutResource;
import org.teshema.rest.page.MySessionsResource;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.KeyRing;
import org.teshema.web.Pages;

/** A town of a few organisations and people, who all have one password, and what they log in to, as a program and with a browser. */
public final class Town implements AutoCloseable {
    /** Everybody's. */
    public static final String PASSWORD = "correct horse 42";

    private static final String FORM = "application/x-www-form-urlencoded";

    private Instant now = Instant.parse("2026-11-24T01:00:00Z");
    private final Optional<CityKeys> keys;
    private final Organisations organisations;
    private final Actor bureau;
    private TestServer server;

    public final CityClock clock = new CityClock(() -> now);
    public final Database database = Database.of(
            DatabaseSettings.inMemory("t" + UUID.randomUUID().toString().replace("-", "")));
    public final Writes writes = new Writes(database, clock);
    public final Accounts accounts;
    public final Memberships memberships;
    public final Pages pages = new Pages();
    /** The city's bureau. */
    public final long city;

    /** A town where a password is enough. */
    public Town() {
        this(Optional.empty());
    }

    /** A town where authorities log in in two steps; its keys are kept in that folder. */
    public Town(Path folder) {
        this(Optional.of(folder));
    }

    private Town(Optional<Path> folder) {
        keys = folder.map(one -> keys(one, clock));
        accounts = keys.map(vault -> new Accounts(database, writes, clock, vault, FactorPolicy.USUAL))
                .orElseGet(() -> new Accounts(database, writes, clock));
        memberships = new Memberships(database, writes, clock, accounts);
        organisations = new Organisations(database, writes, new Districts(ReferenceFiles.shipped(clock)), clock);
        city = organisation(OrganisationKind.CITY_BUREAU, "市局", Districts.CITY, Optional.empty(), OptionalLong.empty());
        bureau = new Actor(1_001, "city", organisations.find(city).orElseThrow());
    }

    /** Keys of the city, in that folder; whoever asks closes them. */
    public static CityKeys keys(Path folder, CityClock clock) {
        return new CityKeys(
                KeyRing.openDrawn(
                        folder.resolve("ring"), "a passphrase for tests".toCharArray(), clock.withZone(CityClock.ZONE)),
                CodePrefix.parse("https://s.sh.gov.cn/s/"),
                List.of(),
                clock);
    }

    /** An organisation of Pudong, right under the city. */
    public long organisation(OrganisationKind kind, String name, Optional<String> creditCode) {
        return organisation(kind, name, "310115", creditCode, OptionalLong.of(city));
    }

    private long organisation(
            OrganisationKind kind, String name, String district, Optional<String> creditCode, OptionalLong above) {
        return database.write(work -> work.jdbc(connection -> organisations.insert(
                connection,
                new NewOrganisation(kind, name, creditCode, district, OptionalLong.empty(), Optional.empty()),
                above)));
    }

    /** Somebody of that organisation; the id of their account. */
    public long account(String login, long organisation, MembershipRole role) {
        return accounts.create(
                        new WriteRequest(bureau, UUID.randomUUID().toString()),
                        new NewAccount(login, PASSWORD, organisation, role))
                .id();
    }

    /** Opens the doors: log-in by password and whatever else there is. */
    public void open(RestResource... more) {
        open(Oidc.none(database, writes, clock, accounts), more);
    }

    /** The same with log-in by that provider. */
    public void open(Oidc oidc, RestResource... more) {
        server = new TestServer(
                new AccountTokens(accounts),
                Stream.concat(
                                Stream.of(
                                        new LoginResource(accounts, oidc, pages),
                                        new LogoutResource(accounts, oidc, pages),
                                        new MySessionsResource(accounts, memberships, pages),
                                        new SessionsResource(accounts),
                                        new MeResource(accounts, memberships),
                                        new AccountsResource(accounts)),
                                Stream.of(more))
                        .toArray(RestResource[]::new));
    }

    /** What was opened. */
    public TestServer server() {
        return server;
    }

    public String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    public Instant now() {
        return now;
    }

    public void later(long seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    /** Logs in as a program does: the first step, where there are two. */
    public HttpResponse<String> logIn(String login) {
        return server.post("/api/v1/sessions", "{\"login\":\"" + login + "\",\"password\":\"" + PASSWORD + "\"}");
    }

    /** A request of the program that was given that token. */
    public HttpResponse<String> as(String token, String method, String path, String body) {
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

    /** A page as a browser with that cookie gets it. */
    public HttpResponse<String> page(String cookie, String path) {
        return server.get(path, "Cookie", cookie);
    }

    /**
     * A form as a browser sends it.
     *
     * @param from the origin of the page that it is on; empty for no page
     * @param cookie empty for none
     */
    public HttpResponse<String> form(String path, String body, String from, String cookie) {
        return server.send(
                "POST",
                path,
                body,
                "Content-Type",
                FORM,
                from.isEmpty() ? "X-From" : "Origin",
                from.isEmpty() ? "nobody" : from,
                cookie.isEmpty() ? "X-Cookie" : "Cookie",
                cookie.isEmpty() ? "none" : cookie);
    }

    /** The cookie that an answer gives, without what is said of it. */
    public static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
    }

    /** The text member of that name. */
    public static String member(HttpResponse<String> answer, String name) {
        return found("\"" + name + "\":\"([^\"]*)\"", answer.body());
    }

    /** What the first group of that pattern finds. */
    public static String found(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertTrue(found.find(), text);
        return found.group(1);
    }

    @Override
    public void close() {
        server.close();
        database.close();
        keys.ifPresent(CityKeys::close);
    }
}
