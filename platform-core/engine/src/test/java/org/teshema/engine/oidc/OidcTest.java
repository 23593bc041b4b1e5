package org.teshema.engine.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Account;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.City;
import org.teshema.engine.account.FactorPolicy;
import org.teshema.engine.account.HalfSession;
import org.teshema.engine.account.LogIn;
import org.teshema.engine.account.MembershipRole;
import org.teshema.engine.account.Memberships;
import org.teshema.engine.account.NewAccount;
import org.teshema.engine.account.NewMembership;
import org.teshema.engine.account.ProvidedLogIns;
import org.teshema.engine.account.Session;
import org.teshema.engine.account.TestVault;
import org.teshema.engine.oidc.Refused.Reason;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;

/** A browser's way to the provider and back, and everything that comes back and is not what was sent for. */
class OidcTest {
    private static final String PASSWORD = "correct horse 42";
    private static final String HOME = "192.0.2.7";

    private City city;
    private Accounts accounts;
    private Accounts elsewhere;
    private Memberships people;
    private Links links;
    private FakeProvider provider;
    private Oidc oidc;
    private long unit;
    private Account anna;

    private void begin(Database database) {
        city = new City(database);
        var vault = new TestVault("ours");
        accounts = new Accounts(database, city.writes, city.clock, vault, FactorPolicy.USUAL);
        elsewhere = new Accounts(database, city.writes, city.clock, vault, FactorPolicy.USUAL);
        people = new Memberships(database, city.writes, city.clock, accounts);
        var logIns = new ProvidedLogIns(database, accounts);
        links = new Links(database, city.writes, city.clock, logIns);
        provider = new FakeProvider(() -> city.now);
        oidc = new Oidc(Optional.of(FakeProvider.settings()), provider, database, links, logIns, vault, city.clock);
        unit = city.here(OrganisationKind.USING_UNIT).id();
        anna = account("anna", unit, MembershipRole.MEMBER);
    }

    private Account account(String login, long organisation, MembershipRole role) {
        return accounts.create(
                city.by(OrganisationKind.CITY_BUREAU), new NewAccount(login, PASSWORD, organisation, role));
    }

    private IdentityLink linked(Account account, String subject) {
        return links.link(city.by(OrganisationKind.CITY_BUREAU), FakeProvider.ISSUER, account.id(), subject);
    }

    /** What the browser is told to say to the provider. */
    private static Map<String, String> asked(URI to) {
        return Arrays.stream(to.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** Comes back from the provider, which knows that subject. */
    private Map<String, String> back(
            Oidc.Departure departure, String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
        Map<String, String> asked = asked(departure.to());
        String token = provider.signed(change.apply(provider.claims(subject, asked.get("nonce"))));
        return new HashMap<>(
                Map.of("state", asked.get("state"), "code", provider.code(asked.get("code_challenge"), token)));
    }

    private Oidc.Arrival in(String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
        Oidc.Departure departure = oidc.depart("/inbox");
        return oidc.arrive(back(departure, subject, change), departure.kept(), HOME);
    }

    private Session session(String subject) {
        return (Session) in(subject, UnaryOperator.identity()).logIn().orElseThrow();
    }

    private void refused(Reason reason, Map<String, String> said, String kept) {
        assertEquals(
                reason,
                assertThrows(Refused.class, () -> oidc.arrived(said, kept, HOME))
                        .reason());
        // Said once more, whatever it was: the same words.
        Problem told = assertThrows(Problem.class, () -> oidc.arrive(said, kept, HOME));
        assertEquals(ProblemType.UNAUTHENTICATED, told.type());
        assertFalse(told.detail().en().contains(reason.name()), "a person is told nothing of it");
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void somebody_goes_there_and_comes_back_as_the_person_they_were_said_to_be(Database database) {
        try (database) {
            begin(database);
            linked(anna, "anna-there");
            Oidc.Departure departure = oidc.depart("/inbox");
            Map<String, String> asked = asked(departure.to());
            assertTrue(departure.to().toString().startsWith(FakeProvider.ISSUER + "/auth?"));
            assertEquals("code", asked.get("response_type"));
            assertEquals("S256", asked.get("code_challenge_method"));
            assertEquals("https://tsm.example.cn/login/oidc/callback", asked.get("redirect_uri"));
            assertEquals(43, asked.get("state").length());
            assertFalse(asked.get("nonce").equals(asked.get("state")));
            Map<String, String> next = asked(oidc.depart("/").to());
            for (String drawn : List.of("state", "nonce", "code_challenge")) {
                assertEquals(43, next.get(drawn).length(), drawn);
                assertFalse(next.get(drawn).equals(asked.get(drawn)), drawn);
            }
            Oidc.Arrival arrival =
                    oidc.arrive(back(departure, "anna-there", UnaryOperator.identity()), departure.kept(), HOME);
            assertEquals("/inbox", arrival.next());
            Session session = (Session) arrival.logIn().orElseThrow();
            assertEquals("anna", accounts.actorOf(session.token()).orElseThrow().login());
            Map<String, String> form = provider.redeemed.get(0);
            assertEquals("authorization_code", form.get("grant_type"));
            assertEquals(43, form.get("code_verifier").length());
            assertFalse(form.containsKey("client_secret"));
            assertEquals(
                    "teshema:a+secret+of+ours",
                    new String(
                            Base64.getDecoder()
                                    .decode(provider.authorisations.get(0).substring("Basic ".length())),
                            StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_this_browser_did_not_ask_for_is_refused_before_anything_is_redeemed(Database database) {
        try (database) {
            begin(database);
            linked(anna, "anna-there");
            Oidc.Departure mine = oidc.depart("/");
            Oidc.Departure other = oidc.depart("/");
            Date later = Date.from(city.now.plusSeconds(1_200));
            Map<String, String> said = back(mine, "anna-there", claims -> claims.expirationTime(later));
            refused(Reason.STATE, said, "");
            refused(Reason.STATE, said, other.kept());
            refused(Reason.STATE, said, mine.kept().substring(1));
            refused(Reason.STATE, said, "x".repeat(200));
            refused(Reason.STATE, said, "x".repeat(5_000));
            refused(Reason.STATE, with(said, "state", "x".repeat(43)), mine.kept());
            refused(Reason.STATE, without(said, "state"), mine.kept());
            refused(Reason.OTHER_PROVIDER, with(said, "iss", "https://evil.example"), mine.kept());
            refused(Reason.DENIED, with(said, "error", "access_denied"), mine.kept());
            refused(Reason.FORM, without(said, "code"), mine.kept());
            refused(Reason.FORM, with(said, "code", " "), mine.kept());
            refused(Reason.FORM, with(said, "code", "x".repeat(2_001)), mine.kept());
            city.now = city.now.plus(Errand.LIFE);
            refused(Reason.LATE, said, mine.kept());
            assertTrue(provider.redeemed.isEmpty());
            assertEquals(0, city.count("select count(*) from bearer"));
            city.now = city.now.minusMillis(1);
            assertTrue(oidc.arrive(said, mine.kept(), HOME).logIn().isPresent());
        }
    }

    @Test
    void what_was_sealed_elsewhere_or_about_something_else_is_nobodys_errand() {
        var vault = new TestVault("ours");
        Errand errand = Errand.begin("/", java.time.Instant.parse("2026-11-24T01:00:00Z"));
        assertEquals(Optional.of(errand), Errand.open(vault, errand.sealed(vault)));
        assertEquals(Optional.empty(), Errand.open(new TestVault("theirs"), errand.sealed(vault)));
        String sameWords =
                String.join("\n", errand.state(), errand.nonce(), errand.verifier(), "/", "2030-01-01T00:00:00Z");
        assertEquals(Optional.empty(), Errand.open(vault, Sealed.text(vault, "oidc-unlinked", sameWords)));
        assertFalse(errand.toString().contains(errand.state()));
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_callback_is_taken_once_and_so_is_its_code(Database database) {
        try (database) {
            begin(database);
            linked(anna, "anna-there");
            Oidc.Departure departure = oidc.depart("/");
            Map<String, String> said = back(departure, "anna-there", UnaryOperator.identity());
            oidc.arrive(said, departure.kept(), HOME);
            refused(Reason.REPLAYED, said, departure.kept());
            assertEquals(1, provider.redeemed.size());
            // The same code by a browser that was sent for itself: the provider has given its token already.
            Oidc.Departure thief = oidc.depart("/");
            refused(
                    Reason.STATUS,
                    Map.of("state", asked(thief.to()).get("state"), "code", said.get("code")),
                    thief.kept());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_code_that_was_meant_for_another_browser_is_worth_nothing(Database database) {
        try (database) {
            begin(database);
            linked(anna, "anna-there");
            // Whoever catches a code has no verifier; and whoever plants theirs in another browser has no nonce.
            Map<String, String> caught = back(oidc.depart("/"), "anna-there", UnaryOperator.identity());
            Oidc.Departure thief = oidc.depart("/");
            refused(Reason.STATUS, with(caught, "state", asked(thief.to()).get("state")), thief.kept());
            Oidc.Departure victim = oidc.depart("/");
            Map<String, String> asked = asked(victim.to());
            String foreign = provider.signed(provider.claims("anna-there", "another nonce"));
            Map<String, String> planted =
                    Map.of("state", asked.get("state"), "code", provider.code(asked.get("code_challenge"), foreign));
            assertEquals(
                    Reason.NONCE,
                    assertThrows(Refused.class, () -> oidc.arrived(planted, victim.kept(), HOME))
                            .reason());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void answers_that_are_none(Database database) {
        try (database) {
            begin(database);
            for (String answer : List.of(
                    "{\"access_token\":\"x\",\"token_type\":\"Bearer\"}",
                    "{\"id_token\":\"x\",\"token_type\":\"mac\"}",
                    "{\"id_token\":\"x\"}",
                    "{\"id_token\":7,\"token_type\":\"Bearer\"}",
                    "<html>",
                    "[]")) {
                provider.tokenAnswer = answer;
                Oidc.Departure departure = oidc.depart("/");
                Map<String, String> said = back(departure, "anna-there", UnaryOperator.identity());
                assertEquals(
                        Reason.FORM,
                        assertThrows(Refused.class, () -> oidc.arrived(said, departure.kept(), HOME))
                                .reason(),
                        answer);
            }
            // With a token that would be believed.
            for (String type : List.of("", ",\"token_type\":\"mac\"")) {
                Oidc.Departure departure = oidc.depart("/");
                Map<String, String> said = back(departure, "anna-there", UnaryOperator.identity());
                String token = provider.signed(
                        provider.claims("anna-there", asked(departure.to()).get("nonce")));
                provider.tokenAnswer = "{\"id_token\":\"" + token + "\"" + type + "}";
                assertEquals(
                        Reason.FORM,
                        assertThrows(Refused.class, () -> oidc.arrived(said, departure.kept(), HOME))
                                .reason());
            }
            assertEquals(0, city.count("select count(*) from bearer"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void nobody_is_somebody_here_by_a_name_or_an_address_and_a_code_links_once(Database database) {
        try (database) {
            begin(database);
            Oidc.Arrival unknown = in(
                    "anna-there",
                    claims -> claims.claim("email", "anna")
                            .claim("preferred_username", "anna")
                            .claim("email_verified", true));
            assertTrue(unknown.logIn().isEmpty());
            assertEquals(0, city.count("select count(*) from identity_link"));
            Links.Code code = links.code(city.actor(OrganisationKind.CITY_BUREAU), anna.id());
            assertEquals(43, code.code().length());
            denied(() -> oidc.link(unknown.unlinked(), "x".repeat(43), HOME));
            denied(() -> oidc.link("x".repeat(60), code.code(), HOME));
            denied(() -> oidc.link(oidc.depart("/").kept(), code.code(), HOME));
            Oidc.Arrival linked = oidc.link(unknown.unlinked(), " " + code.code() + " ", HOME);
            assertEquals(
                    "anna", ((Session) linked.logIn().orElseThrow()).actor().login());
            assertEquals("/inbox", linked.next());
            Oidc.Arrival other = in("bert-there", UnaryOperator.identity());
            denied(() -> oidc.link(other.unlinked(), code.code(), HOME));
            assertEquals("anna", session("anna-there").actor().login());

            // Neither a code that is old, nor one after which another was given out, nor words that are old.
            Account carl = account("carl", unit, MembershipRole.MEMBER);
            Links.Code first = links.code(city.actor(OrganisationKind.CITY_BUREAU), carl.id());
            Links.Code second = links.code(city.actor(OrganisationKind.CITY_BUREAU), carl.id());
            denied(() -> oidc.link(other.unlinked(), first.code(), HOME));
            city.now = city.now.plus(Duration.ofMinutes(10));
            denied(() -> oidc.link(other.unlinked(), second.code(), HOME));
            city.now = city.now.plus(Links.CODE_LIFE).minus(Duration.ofMinutes(10));
            Oidc.Arrival late = in("bert-there", UnaryOperator.identity());
            denied(() -> oidc.link(late.unlinked(), second.code(), HOME));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_second_step_is_asked_unless_the_provider_has_done_it(Database database) {
        try (database) {
            begin(database);
            Account chief = account("chief", city.here(OrganisationKind.STATION).id(), MembershipRole.MEMBER);
            linked(chief, "chief-there");
            HalfSession half = (HalfSession)
                    in("chief-there", UnaryOperator.identity()).logIn().orElseThrow();
            assertTrue(accounts.actorOf(half.ticket()).isEmpty());
            assertTrue(half.enrolment().isPresent());
            assertEquals(0, city.count("select count(*) from bearer"));
            assertEquals(1, city.count("select count(*) from half_session where link_id is not null"));
            Session whole = (Session) in("chief-there", claims -> claims.claim("acr", "gold"))
                    .logIn()
                    .orElseThrow();
            assertEquals("chief", accounts.actorOf(whole.token()).orElseThrow().login());
            // Nor is it forgotten between an arrival and a code that links.
            Account dean = account("dean", city.here(OrganisationKind.STATION).id(), MembershipRole.MEMBER);
            Oidc.Arrival without = in("dean-there", UnaryOperator.identity());
            assertTrue(byCode(without, dean) instanceof HalfSession);
            Account erin = account("erin", city.here(OrganisationKind.STATION).id(), MembershipRole.MEMBER);
            Oidc.Arrival with = in("erin-there", claims -> claims.claim("acr", "gold"));
            assertTrue(byCode(with, erin) instanceof Session);
        }
    }

    private LogIn byCode(Oidc.Arrival unknown, Account account) {
        Links.Code code = links.code(city.actor(OrganisationKind.CITY_BUREAU), account.id());
        return oidc.link(unknown.unlinked(), code.code(), HOME).logIn().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void whose_account_is_switched_off_is_not_in_by_another_way(Database database) {
        try (database) {
            begin(database);
            linked(anna, "anna-there");
            Session before = session("anna-there");
            accounts.setActive(city.by(OrganisationKind.CITY_BUREAU), anna.id(), 0, false);
            assertTrue(accounts.actorOf(before.token()).isEmpty());
            denied(() -> in("anna-there", UnaryOperator.identity()));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_log_out_there_ends_the_session_or_all_of_them_on_every_node_and_counts_once(Database database) {
        try (database) {
            begin(database);
            linked(anna, "anna-there");
            Session one = (Session) in("anna-there", claims -> claims.claim("sid", "s-1"))
                    .logIn()
                    .orElseThrow();
            Session two = (Session) in("anna-there", claims -> claims.claim("sid", "s-2"))
                    .logIn()
                    .orElseThrow();
            Session own = (Session) accounts.logIn("anna", PASSWORD, HOME);
            assertTrue(elsewhere.actorOf(one.token()).isPresent());
            assertTrue(accounts.actorOf(one.token()).isPresent());
            String token = provider.signed(provider.logout("j1").claim("sid", "s-1"));
            oidc.loggedOut(token);
            assertTrue(accounts.actorOf(one.token()).isEmpty());
            city.now = city.now.plusSeconds(1);
            assertTrue(elsewhere.actorOf(one.token()).isEmpty());
            assertTrue(elsewhere.actorOf(two.token()).isPresent());
            Problem again = assertThrows(Problem.class, () -> oidc.loggedOut(token));
            assertEquals(ProblemType.INVALID, again.type());
            oidc.loggedOut(provider.signed(provider.logout("j2").subject("anna-there")));
            assertTrue(accounts.actorOf(two.token()).isEmpty());
            assertTrue(accounts.actorOf(own.token()).isPresent(), "a log-in by password is not the provider's to end");
            assertThrows(Problem.class, () -> oidc.loggedOut("no token"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_logs_out_here_is_sent_to_log_out_there_too_also_after_a_switch(Database database) {
        try (database) {
            begin(database);
            linked(anna, "anna-there");
            Session session = session("anna-there");
            long firm = city.here(OrganisationKind.MAINTENANCE_UNIT).id();
            people.give(
                    city.by(OrganisationKind.CITY_BUREAU),
                    new NewMembership("anna", firm, MembershipRole.MEMBER, Optional.empty(), Optional.empty()));
            Session other = people.switchTo(session.actor(), session.token(), firm);
            URI farewell = oidc.farewell(other.token()).orElseThrow();
            assertTrue(farewell.toString().startsWith(FakeProvider.ISSUER + "/logout?"));
            assertEquals("https://tsm.example.cn/", asked(farewell).get("post_logout_redirect_uri"));
            assertEquals(3, asked(farewell).get("id_token_hint").split("\\.").length);
            oidc.loggedOut(provider.signed(provider.logout("j1").subject("anna-there")));
            assertTrue(accounts.actorOf(other.token()).isEmpty(), "and is still the provider's to end");
            Session own = (Session) accounts.logIn("anna", PASSWORD, HOME);
            assertTrue(oidc.farewell(own.token()).isEmpty());
            assertTrue(oidc.farewell("x").isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_links_may_enter_people_for_every_organisation_the_account_acts_for(Database database) {
        try (database) {
            begin(database);
            account("boss", unit, MembershipRole.ADMINISTRATOR);
            var boss = ((Session) accounts.logIn("boss", PASSWORD, HOME)).actor();
            IdentityLink link = links.link(city.by(boss), FakeProvider.ISSUER, anna.id(), "anna-there");
            Problem twice = assertThrows(
                    Problem.class,
                    () -> links.link(
                            city.by(OrganisationKind.CITY_BUREAU),
                            FakeProvider.ISSUER,
                            account("dora", unit, MembershipRole.MEMBER).id(),
                            "anna-there"));
            assertEquals(Optional.of("subject"), twice.field());
            Session session = session("anna-there");
            links.unlink(city.by(boss), link.id());
            assertTrue(accounts.actorOf(session.token()).isEmpty(), "what began by a link ends with it");
            assertTrue(in("anna-there", UnaryOperator.identity()).logIn().isEmpty());
            assertTrue(links.list(boss, Cursor.first()).items().isEmpty());

            // Who serves an authority as well is nobody whom a unit's administrator may become.
            people.give(
                    city.by(OrganisationKind.CITY_BUREAU),
                    new NewMembership(
                            "anna",
                            city.here(OrganisationKind.STATION).id(),
                            MembershipRole.MEMBER,
                            Optional.empty(),
                            Optional.empty()));
            forbidden(() -> links.link(city.by(boss), FakeProvider.ISSUER, anna.id(), "mine"));
            forbidden(() -> links.code(boss, anna.id()));
            forbidden(() -> links.link(city.by(boss), FakeProvider.ISSUER, boss.accountId(), "mine"));
            var member = ((Session) accounts.logIn("dora", PASSWORD, HOME)).actor();
            forbidden(() -> links.code(member, boss.accountId()));
            forbidden(() -> links.code(member, 999_999));
        }
    }

    @Test
    void where_no_provider_is_configured_nobody_goes_and_nobody_comes() {
        try (var database = Database.of(DatabaseSettings.inMemory("nooidc"))) {
            begin(database);
            Oidc off = Oidc.none(database, city.writes, city.clock, accounts);
            assertTrue(off.title().isEmpty());
            denied(() -> off.depart("/"));
            denied(() -> off.arrive(Map.of(), "", HOME));
            denied(() -> off.link("", "", HOME));
            assertThrows(
                    Problem.class,
                    () -> off.loggedOut(provider.signed(provider.logout("j").subject("a"))));
            assertTrue(provider.asked.isEmpty());
        }
    }

    private static void denied(Runnable deed) {
        assertEquals(
                ProblemType.UNAUTHENTICATED,
                assertThrows(Problem.class, deed::run).type());
    }

    private static void forbidden(Runnable deed) {
        assertEquals(
                ProblemType.FORBIDDEN, assertThrows(Problem.class, deed::run).type());
    }

    private static Map<String, String> with(Map<String, String> said, String name, String value) {
        var changed = new HashMap<>(said);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> said, String name) {
        var changed = new HashMap<>(said);
        changed.remove(name);
        return changed;
    }
}
