package org.teshema.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.keys.KeyRingException;

/** The second step of a log-in: what it asks for, and what it does not let pass. */
class SecondFactorTest {
    private static final String PASSWORD = "correct horse 42";
    private static final String HOME = "192.0.2.7";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_first_log_in_enrols_an_app_and_later_ones_ask_for_its_code(Database database) {
        try (var town = new Town(database)) {
            HalfSession half = town.first("anna");
            HalfSession.Enrolment shown = half.enrolment().orElseThrow();
            assertEquals(32, shown.secret().length());
            assertTrue(shown.uri().contains(shown.secret()), "the symbol says the same");
            Entered entered = town.here.secondStep(half.ticket(), town.code(shown.secret()), HOME);
            assertEquals(Factors.RECOVERY_CODES, entered.recoveryCodes().size());
            assertEquals(10, entered.recoveryCodes().stream().distinct().count());
            assertEquals(
                    "anna",
                    town.here.actorOf(entered.session().token()).orElseThrow().login());

            town.later(30);
            HalfSession again = town.first("anna");
            assertTrue(again.enrolment().isEmpty(), "what was shown once is not shown again");
            Entered second = town.there.secondStep(again.ticket(), town.code(shown.secret()), HOME);
            assertTrue(second.recoveryCodes().isEmpty());
            assertTrue(town.here.actorOf(second.session().token()).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_using_unit_is_not_asked(Database database) {
        try (var town = new Town(database)) {
            assertTrue(town.here.logIn("unit", PASSWORD, HOME) instanceof Session);
            assertTrue(town.here.logIn("body", PASSWORD, HOME) instanceof HalfSession);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_needs_a_second_step_signs_nothing_by_a_password_alone(Database database) {
        try (var town = new Town(database)) {
            assertEquals("unit", town.here.prove("unit", PASSWORD, HOME).login());
            town.refused(() -> town.here.prove("body", PASSWORD, HOME));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_ticket_opens_nothing_but_the_second_step_and_that_once_for_five_minutes(Database database) {
        try (var town = new Town(database)) {
            String secret = town.enrolled("anna");
            HalfSession half = town.first("anna");
            assertTrue(town.here.actorOf(half.ticket()).isEmpty(), "a ticket is no token");
            Session unit = (Session) town.here.logIn("unit", PASSWORD, HOME);
            town.refused(() -> town.here.secondStep(unit.token(), town.code(secret), HOME));
            town.here.secondStep(half.ticket(), town.code(secret), HOME);
            town.later(30);
            town.refused(() -> town.here.secondStep(half.ticket(), town.code(secret), HOME));

            HalfSession late = town.first("anna");
            town.later(Factors.TICKET.toSeconds());
            town.refused(() -> town.here.secondStep(late.ticket(), town.code(secret), HOME));
            HalfSession inTime = town.first("anna");
            town.later(Factors.TICKET.toSeconds() - 1);
            town.here.secondStep(inTime.ticket(), town.code(secret), HOME);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_code_of_a_step_is_used_once_on_two_nodes(Database database) throws Exception {
        try (var town = new Town(database)) {
            String secret = town.enrolled("anna");
            HalfSession one = town.first("anna");
            HalfSession other = town.first("anna");
            String code = town.code(secret);
            List<Callable<Boolean>> both = List.of(
                    () -> town.succeeds(town.here, one.ticket(), code),
                    () -> town.succeeds(town.there, other.ticket(), code));
            var threads = Executors.newFixedThreadPool(2);
            try {
                List<Boolean> done = new ArrayList<>();
                for (var future : threads.invokeAll(both)) {
                    done.add(future.get());
                }
                assertEquals(1, done.stream().filter(b -> b).count(), () -> "" + done);
            } finally {
                threads.shutdownNow();
            }
            HalfSession third = town.first("anna");
            assertFalse(town.succeeds(town.there, third.ticket(), code));
            // One step back was not used, but a later one was.
            assertFalse(town.succeeds(town.there, third.ticket(), town.codeAt(secret, -30)));
            assertTrue(town.succeeds(town.there, third.ticket(), town.codeAt(secret, 30)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_recovery_code_opens_once_however_it_is_typed_and_nobody_elses(Database database) {
        try (var town = new Town(database)) {
            List<String> annas = town.recoveryCodes("anna");
            List<String> bodys = town.recoveryCodes("body");
            town.refused(() -> town.here.secondStep(town.first("anna").ticket(), bodys.get(0), HOME));
            town.here.secondStep(
                    town.first("anna").ticket(), annas.get(0).replace("-", "").toUpperCase(Locale.ROOT), HOME);
            town.refused(() -> town.there.secondStep(town.first("anna").ticket(), annas.get(0), HOME));
            town.there.secondStep(town.first("anna").ticket(), annas.get(1), HOME);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void whatever_is_wrong_is_told_in_the_same_words(Database database) {
        try (var town = new Town(database)) {
            String secret = town.enrolled("anna");
            String used = town.code(secret);
            HalfSession half = town.first("anna");
            town.here.secondStep(half.ticket(), used, HOME);
            var told = new ArrayList<Problem>();
            told.add(town.refused(() -> town.here.secondStep(half.ticket(), used, HOME)));
            told.add(town.refused(() -> town.here.secondStep("x".repeat(43), used, HOME)));
            told.add(town.refused(() -> town.here.secondStep("no ticket", used, HOME)));
            HalfSession next = town.first("anna");
            for (String wrong : List.of(used, "000000", "aaaa-bbbb-cccc-dddd", "")) {
                told.add(town.refused(() -> town.here.secondStep(next.ticket(), wrong, "198.51.100.1")));
                town.later(1);
            }
            assertEquals(1, told.stream().map(p -> p.detail().en()).distinct().count());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_guesses_codes_is_slowed_down_from_wherever_and_a_right_password_forgives_nothing(Database database) {
        try (var town = new Town(database)) {
            String secret = town.enrolled("anna");
            for (int i = 0; i <= LoginThrottle.FREE; i++) {
                String from = "203.0.113." + i;
                String ticket = ((HalfSession) town.here.logIn("anna", PASSWORD, from)).ticket();
                town.refused(() -> town.here.secondStep(ticket, "000000", from));
            }
            String ticket = town.first("anna").ticket();
            Problem slowed = assertThrows(Problem.class, () -> town.here.secondStep(ticket, town.code(secret), HOME));
            assertEquals(ProblemType.THROTTLED, slowed.type());
            assertTrue(slowed.detail().en().contains("change your password"), slowed.detail()::en);
            town.later(3);
            town.here.secondStep(ticket, town.code(secret), HOME);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void five_tries_use_a_ticket_up(Database database) {
        try (var town = new Town(database)) {
            String secret = town.enrolled("anna");
            String ticket = town.first("anna").ticket();
            for (int i = 0; i < Factors.TRIES; i++) {
                town.refused(() -> town.here.secondStep(ticket, "000000", HOME));
                town.later(10);
            }
            town.refused(() -> town.here.secondStep(ticket, town.code(secret), HOME));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void of_two_that_enrol_at_once_one_does(Database database) {
        try (var town = new Town(database)) {
            HalfSession one = town.first("anna");
            HalfSession other = town.first("anna");
            String first = one.enrolment().orElseThrow().secret();
            String second = other.enrolment().orElseThrow().secret();
            town.here.secondStep(one.ticket(), town.code(first), HOME);
            town.refused(() -> town.there.secondStep(other.ticket(), town.code(second), HOME));
            town.later(60);
            assertTrue(town.succeeds(town.there, town.first("anna").ticket(), town.code(first)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_one_above_or_the_city_resets_it_which_ends_every_session_and_stands_in_the_ledger(Database database) {
        try (var town = new Town(database)) {
            String secret = town.enrolled("anna");
            town.later(30);
            Session session = town.here
                    .secondStep(town.first("anna").ticket(), town.code(secret), HOME)
                    .session();
            String pending = town.first("anna").ticket();
            long anna = session.actor().accountId();
            for (OrganisationKind role : OrganisationKind.values()) {
                if (role != OrganisationKind.CITY_BUREAU) {
                    Problem no = assertThrows(Problem.class, () -> town.here.resetFactor(town.city.by(role), anna));
                    assertEquals(ProblemType.FORBIDDEN, no.type(), "" + role);
                }
            }
            assertThrows(Problem.class, () -> town.here.resetFactor(town.city.by(session.actor()), anna));
            town.here.resetFactor(town.city.by(OrganisationKind.CITY_BUREAU), anna);
            assertTrue(town.here.actorOf(session.token()).isEmpty());
            assertEquals(1, town.leaves("account.factor.reset"));
            town.later(30);
            town.refused(() -> town.here.secondStep(pending, town.code(secret), HOME));
            HalfSession anew = town.first("anna");
            assertTrue(anew.enrolment().isPresent());
            assertFalse(anew.enrolment().orElseThrow().secret().equals(secret));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void nobody_of_the_city_resets_their_own_without_password_and_recovery_code(Database database) {
        try (var town = new Town(database)) {
            List<String> recovery = town.recoveryCodes("chief");
            town.later(30);
            Session chief = town.here
                    .secondStep(town.first("chief").ticket(), recovery.get(0), HOME)
                    .session();
            Actor actor = chief.actor();
            assertThrows(Problem.class, () -> town.here.resetFactor(town.city.by(actor), actor.accountId()));
            for (String[] wrong : new String[][] {
                {PASSWORD, recovery.get(0)}, {"wrong horse 42", recovery.get(1)}, {PASSWORD, "000000"}
            }) {
                Problem no = assertThrows(
                        Problem.class, () -> town.here.resetOwnFactor(town.city.by(actor), wrong[0], wrong[1], HOME));
                assertEquals(ProblemType.INVALID, no.type());
            }
            assertTrue(town.here.actorOf(chief.token()).isPresent());
            town.here.resetOwnFactor(town.city.by(actor), PASSWORD, recovery.get(1), HOME);
            assertTrue(town.here.actorOf(chief.token()).isEmpty());
            assertTrue(town.first("chief").enrolment().isPresent());
            assertEquals(1, town.leaves("account.factor.reset"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_operator_helps_whoever_has_nobody_above(Database database) {
        try (var town = new Town(database)) {
            town.enrolled("chief");
            assertFalse(town.here.resetFactorByOperator("nobody"));
            assertTrue(town.here.resetFactorByOperator("Chief"));
            assertTrue(town.first("chief").enrolment().isPresent());
            assertEquals(1, town.leaves("account.factor.reset account:"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_closed_account_does_no_second_step(Database database) {
        try (var town = new Town(database)) {
            String secret = town.enrolled("anna");
            town.later(30);
            String ticket = town.first("anna").ticket();
            long anna = town.count("select id from account where login = 'anna'");
            WriteRequest asked = town.city.by(OrganisationKind.CITY_BUREAU);
            town.here.setActive(asked, anna, 0, false);
            town.refused(() -> town.here.secondStep(ticket, town.code(secret), HOME));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_database_has_no_secret_no_recovery_code_and_no_ticket_in_plain(Database database) {
        try (var town = new Town(database)) {
            HalfSession pending = town.first("body");
            HalfSession half = town.first("anna");
            String secret = half.enrolment().orElseThrow().secret();
            List<String> recovery =
                    town.here.secondStep(half.ticket(), town.code(secret), HOME).recoveryCodes();
            String ticket = town.first("anna").ticket();
            String everything = town.everything();
            assertTrue(everything.length() > 500, everything);
            for (String shown :
                    List.of(secret, pending.enrolment().orElseThrow().secret())) {
                assertFalse(everything.contains(shown));
                String raw = HexFormat.of().formatHex(new Base32().decode(shown));
                assertFalse(everything.contains(raw), "the secret stands there in plain");
            }
            for (String shown : List.of(recovery.get(0), recovery.get(0).replace("-", ""), ticket, pending.ticket())) {
                assertFalse(everything.contains(shown), "in plain");
                assertFalse(
                        everything.contains(HexFormat.of().formatHex(shown.getBytes(StandardCharsets.UTF_8))),
                        "in plain");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_secret_opens_in_its_own_row_only(Database database) {
        try (var town = new Town(database)) {
            String annas = town.enrolled("anna");
            town.enrolled("body");
            town.later(60);
            database.write(unit -> unit.update("update second_factor set secret = (select f.secret from second_factor f"
                    + " join account a on a.id = f.account_id where a.login = 'anna')"));
            String ticket = town.first("body").ticket();
            assertThrows(KeyRingException.class, () -> town.here.secondStep(ticket, town.code(annas), HOME));
        }
    }

    @Test
    void what_is_shown_once_is_in_no_text() {
        var enrolment = new HalfSession.Enrolment("SECRETSECRET", "otpauth://SECRETSECRET");
        var half = new HalfSession("t".repeat(43), java.time.Instant.EPOCH, java.util.Optional.of(enrolment));
        assertFalse((half + " " + enrolment).contains("SECRETSECRET"));
        assertFalse(half.toString().contains("ttt"));
    }

    /** Two nodes over one database, with accounts of a station, a body, a unit and the city. */
    private final class Town implements AutoCloseable {
        private final City city;
        private final CityKeys keys;
        private final Accounts here;
        private final Accounts there;

        Town(Database database) {
            city = new City(database);
            keys = new CityKeys(
                    KeyRing.openDrawn(
                            folder.resolve(UUID.randomUUID() + ".keys"),
                            "a passphrase for tests".toCharArray(),
                            city.clock.withZone(CityClock.ZONE)),
                    CodePrefix.parse("https://s.sh.gov.cn/s/"),
                    List.of(),
                    city.clock);
            here = new Accounts(database, city.writes, city.clock, keys, FactorPolicy.USUAL);
            there = new Accounts(database, city.writes, city.clock, keys, FactorPolicy.USUAL);
            account("anna", OrganisationKind.STATION);
            account("body", OrganisationKind.INSPECTION_BODY);
            account("unit", OrganisationKind.USING_UNIT);
            account("chief", OrganisationKind.CITY_BUREAU);
        }

        private void account(String login, OrganisationKind kind) {
            here.create(
                    city.by(OrganisationKind.CITY_BUREAU),
                    new NewAccount(login, PASSWORD, city.here(kind).id()));
        }

        HalfSession first(String login) {
            return (HalfSession) here.logIn(login, PASSWORD, HOME);
        }

        /** Enrols an app and gives its secret; the step it used is past. */
        String enrolled(String login) {
            HalfSession half = first(login);
            String secret = half.enrolment().orElseThrow().secret();
            here.secondStep(half.ticket(), code(secret), HOME);
            later(30);
            return secret;
        }

        List<String> recoveryCodes(String login) {
            HalfSession half = first(login);
            return here.secondStep(
                            half.ticket(), code(half.enrolment().orElseThrow().secret()), HOME)
                    .recoveryCodes();
        }

        String code(String secret) {
            return codeAt(secret, 0);
        }

        String codeAt(String secret, long seconds) {
            return Totp.code(new Base32().decode(secret), Totp.step(city.now.plusSeconds(seconds)), 6);
        }

        boolean succeeds(Accounts node, String ticket, String code) {
            try {
                return node.secondStep(ticket, code, HOME).session() != null;
            } catch (Problem e) {
                assertEquals(ProblemType.UNAUTHENTICATED, e.type());
                return false;
            }
        }

        Problem refused(org.junit.jupiter.api.function.Executable step) {
            Problem problem = assertThrows(Problem.class, step);
            assertEquals(ProblemType.UNAUTHENTICATED, problem.type());
            return problem;
        }

        void later(long seconds) {
            city.now = city.now.plus(Duration.ofSeconds(seconds));
        }

        long count(String sql) {
            return city.count(sql);
        }

        long leaves(String words) {
            return count("select count(*) from ledger_pending where body like '%" + words + "%'");
        }

        /** Every row of the tables that have to do with it, as text, bytes as digits. */
        String everything() {
            var all = new StringBuilder();
            for (String table : List.of(
                    "second_factor", "recovery_code", "half_session", "bearer", "idempotency", "ledger_pending")) {
                city.database.read(connection -> {
                    try (var statement = connection.createStatement();
                            var row = statement.executeQuery("select * from " + table)) {
                        while (row.next()) {
                            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                boolean bytes = row.getObject(i) instanceof byte[];
                                all.append(bytes ? HexFormat.of().formatHex(row.getBytes(i)) : row.getString(i))
                                        .append('\n');
                            }
                        }
                    }
                    return null;
                });
            }
            return all.toString();
        }

        @Override
        public void close() {
            keys.close();
            city.database.close();
        }
    }
}
