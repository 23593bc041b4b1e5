package org.teshema.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

class AccountsTest {
    private static final String PASSWORD = "correct horse 42";
    private static final String HOME = "192.0.2.7";

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_token_lives_thirty_minutes_of_idleness_and_twelve_hours_at_most(Database database) {
        try (database) {
            var city = new City(database);
            var accounts = accounts(city);
            Session session = (Session) accounts.logIn("Anna", PASSWORD, HOME);
            assertEquals(43, session.token().length());
            assertEquals("anna", accounts.actorOf(session.token()).orElseThrow().login());
            assertTrue(accounts.actorOf("x".repeat(43)).isEmpty());
            for (int i = 0; i < 24; i++) {
                city.now = city.now.plus(Duration.ofMinutes(29));
                assertTrue(accounts.actorOf(session.token()).isPresent(), "after " + i);
            }
            // 24 × 29 minutes are 11 h 36 min; the next half hour passes the twelfth.
            city.now = city.now.plus(Duration.ofMinutes(25));
            assertTrue(accounts.actorOf(session.token()).isEmpty());
            Session idle = (Session) accounts.logIn("anna", PASSWORD, HOME);
            city.now = city.now.plus(Duration.ofMinutes(31));
            assertTrue(accounts.actorOf(idle.token()).isEmpty());
            Session ended = (Session) accounts.logIn("anna", PASSWORD, HOME);
            accounts.logOut(ended.token());
            assertTrue(accounts.actorOf(ended.token()).isEmpty());
            assertEquals(0, city.count("select count(*) from bearer where length(token_digest) <> 32"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void wrong_password_and_unknown_login_look_the_same(Database database) {
        try (database) {
            var accounts = accounts(new City(database));
            Problem wrong = assertThrows(Problem.class, () -> accounts.logIn("anna", "wrong password", HOME));
            Problem unknown = assertThrows(Problem.class, () -> accounts.logIn("nobody", "wrong password", HOME));
            assertEquals(ProblemType.UNAUTHENTICATED, wrong.type());
            assertEquals(wrong.type(), unknown.type());
            assertEquals(wrong.detail(), unknown.detail());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_proves_themselves_for_one_deed_begins_no_session_and_guesses_no_faster(Database database) {
        try (database) {
            var city = new City(database);
            var accounts = accounts(city);
            String phone = "203.0.113.9";
            assertEquals("anna", accounts.prove(" Anna ", PASSWORD, phone).login());
            assertEquals(0, city.count("select count(*) from bearer"));
            for (int i = 0; i <= LoginThrottle.FREE; i++) {
                Problem wrong = assertThrows(Problem.class, () -> accounts.prove("anna", "wrong password", phone));
                assertEquals(ProblemType.UNAUTHENTICATED, wrong.type());
            }
            for (Runnable again : List.<Runnable>of(
                    () -> accounts.prove("anna", PASSWORD, phone), () -> accounts.logIn("anna", PASSWORD, phone))) {
                assertEquals(
                        ProblemType.THROTTLED,
                        assertThrows(Problem.class, again::run).type());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void guessing_slows_the_guesser_and_never_locks_the_owner_out(Database database) {
        try (database) {
            var city = new City(database);
            var accounts = accounts(city);
            String attacker = "203.0.113.9";
            for (int i = 0; i <= LoginThrottle.FREE; i++) {
                assertThrows(Problem.class, () -> accounts.logIn("anna", "wrong password", attacker));
            }
            Problem throttled = assertThrows(Problem.class, () -> accounts.logIn("anna", PASSWORD, attacker));
            assertEquals(ProblemType.THROTTLED, throttled.type());
            assertEquals("anna", enter(accounts, HOME).actor().login());
            city.now = city.now.plusSeconds(3);
            assertEquals("anna", enter(accounts, attacker).actor().login());
        }
    }

    @Test
    void the_delay_doubles_up_to_a_quarter_of_an_hour_and_an_address_has_a_budget() {
        var now = new java.util.concurrent.atomic.AtomicReference<>(java.time.Instant.parse("2026-01-01T00:00:00Z"));
        var throttle = new LoginThrottle(new CityClock(now::get));
        for (int i = 0; i < 30; i++) {
            throttle.failed("anna", HOME);
        }
        now.set(now.get().plus(LoginThrottle.LONGEST_DELAY).minusSeconds(1));
        assertThrows(Problem.class, () -> throttle.check("anna", HOME));
        now.set(now.get().plusSeconds(1));
        throttle.check("anna", HOME);

        String other = "2001:db8:1:2:3::1";
        for (int i = 0; i < LoginThrottle.BUDGET; i++) {
            throttle.check("login-" + i, other);
            throttle.failed("login-" + i, other);
        }
        assertThrows(Problem.class, () -> throttle.check("somebody", other));
        assertThrows(Problem.class, () -> throttle.check("somebody", "2001:db8:1:2:ffff::9"), "the same subscriber");
        throttle.check("somebody", "2001:db8:1:3::1");
        now.set(now.get().plus(LoginThrottle.REFILL));
        throttle.check("somebody", other);
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void accounts_are_made_by_the_superior_or_the_city_and_listed_by_them(Database database) {
        try (database) {
            var city = new City(database);
            var accounts = accounts(city);
            long unit = city.here(OrganisationKind.USING_UNIT).id();
            for (OrganisationKind role : OrganisationKind.values()) {
                var asked = city.by(role);
                if (role == OrganisationKind.CITY_BUREAU) {
                    assertEquals(
                            unit,
                            accounts.create(asked, new NewAccount("bert", PASSWORD, unit))
                                    .organisation()
                                    .id());
                } else {
                    Problem problem = assertThrows(
                            Problem.class, () -> accounts.create(asked, new NewAccount("carl", PASSWORD, unit)));
                    assertEquals(ProblemType.FORBIDDEN, problem.type());
                }
            }
            assertEquals(
                    2,
                    accounts.list(city.actor(OrganisationKind.CITY_BUREAU), Cursor.first())
                            .items()
                            .size());
            assertEquals(
                    1,
                    accounts.list(city.actor(OrganisationKind.USING_UNIT), Cursor.first())
                            .items()
                            .size());
            assertTrue(accounts.list(city.actor(OrganisationKind.DISTRICT), Cursor.first())
                    .items()
                    .isEmpty());
            Problem taken = assertThrows(
                    Problem.class,
                    () -> accounts.create(
                            city.by(OrganisationKind.CITY_BUREAU), new NewAccount("BERT", PASSWORD, unit)));
            assertEquals(Optional.of("login"), taken.field());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_closed_account_and_a_changed_password_end_every_token_at_once(Database database) {
        try (database) {
            var city = new City(database);
            var accounts = accounts(city);
            Session session = (Session) accounts.logIn("anna", PASSWORD, HOME);
            assertTrue(accounts.actorOf(session.token()).isPresent());
            accounts.changePassword(city.by(session.actor()), PASSWORD, "another horse 43", HOME);
            assertTrue(accounts.actorOf(session.token()).isEmpty());
            assertThrows(Problem.class, () -> accounts.logIn("anna", PASSWORD, HOME));
            Session again = (Session) accounts.logIn("anna", "another horse 43", HOME);
            Account anna = accounts.get(
                    city.actor(OrganisationKind.CITY_BUREAU), again.actor().accountId());
            accounts.setActive(city.by(OrganisationKind.CITY_BUREAU), anna.id(), anna.version(), false);
            assertTrue(accounts.actorOf(again.token()).isEmpty());
            assertThrows(Problem.class, () -> accounts.logIn("anna", "another horse 43", HOME));
        }
    }

    @Test
    void a_password_is_long_enough_and_in_no_text() {
        assertThrows(Problem.class, () -> new NewAccount("anna", "short", 1));
        assertThrows(Problem.class, () -> new NewAccount("anna", "i am anna really", 1));
        assertThrows(Problem.class, () -> new NewAccount("anna", "aaaaaaaaaaaaaaaa", 1));
        assertThrows(Problem.class, () -> new NewAccount("an na", PASSWORD, 1));
        assertFalse(new NewAccount("anna", PASSWORD, 1).toString().contains(PASSWORD));
    }

    private static Session enter(Accounts accounts, String from) {
        return (Session) accounts.logIn("anna", PASSWORD, from);
    }

    /** The accounts, with one there: anna, of this district's station. */
    private static Accounts accounts(City city) {
        var accounts = new Accounts(city.database, city.writes, city.clock);
        accounts.create(
                city.by(OrganisationKind.CITY_BUREAU),
                new NewAccount(
                        "anna", PASSWORD, city.here(OrganisationKind.STATION).id()));
        return accounts;
    }
}
