package org.teshema.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;

/** Log-ins that hold, on two nodes over one database: {@code here} ends them, {@code there} is told. */
class SessionsTest {
    private static final String PASSWORD = "correct horse 42";
    private static final String HOME = "192.0.2.7";
    /** A moment before a node looks again. */
    private static final Duration SOON = Watch.EVERY.minusMillis(1);

    private City city;
    private Accounts here;
    private Accounts there;
    private long anna;

    private void begin(Database database) {
        city = new City(database);
        here = new Accounts(database, city.writes, city.clock);
        there = new Accounts(database, city.writes, city.clock);
        anna = account("anna");
        account("bert");
    }

    private long account(String login) {
        return here.create(
                        city.by(OrganisationKind.CITY_BUREAU),
                        new NewAccount(
                                login,
                                PASSWORD,
                                city.here(OrganisationKind.STATION).id()))
                .id();
    }

    private Session logIn(String login) {
        return (Session) here.logIn(login, PASSWORD, HOME);
    }

    /** Whether that deed is seen there within the bound, of a session that is known there. */
    private void isToldThere(BiConsumer<Accounts, Session> end) {
        Session session = logIn("anna");
        Session others = logIn("bert");
        assertTrue(there.actorOf(session.token()).isPresent(), "it is known there");
        assertTrue(there.actorOf(others.token()).isPresent());
        end.accept(here, session);
        assertTrue(here.actorOf(session.token()).isEmpty(), "at once where it was ended");
        later(SOON);
        // Until the node looks again it may not know.
        there.actorOf(session.token());
        later(Watch.EVERY.minus(SOON));
        assertTrue(there.actorOf(session.token()).isEmpty(), "a second later it is refused there");
        assertTrue(there.actorOf(others.token()).isPresent(), "nobody else is");
        assertTrue(here.actorOf(others.token()).isPresent());
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void whatever_ends_a_session_on_one_node_ends_it_on_the_other(Database database) {
        try (database) {
            begin(database);
            isToldThere((node, session) -> node.logOut(session.token()));
            isToldThere((node, session) -> node.logOutEverywhere(session.actor()));
            isToldThere((node, session) -> node.endSession(
                    session.actor(),
                    node.sessions(session.actor(), session.token()).get(0).id()));
            isToldThere((node, session) -> node.resetFactor(city.by(OrganisationKind.CITY_BUREAU), anna));
            isToldThere((node, session) -> node.resetFactorByOperator("anna"));
            isToldThere((node, session) -> node.setActive(city.by(OrganisationKind.CITY_BUREAU), anna, 0, false));
            here.setActive(city.by(OrganisationKind.CITY_BUREAU), anna, 1, true);
            isToldThere((node, session) ->
                    node.changePassword(city.by(session.actor()), PASSWORD, "another horse 43", HOME));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void sessions_survive_a_restart(Database database) {
        try (database) {
            begin(database);
            Session session = logIn("anna");
            var restarted = new Accounts(database, city.writes, city.clock);
            assertEquals(
                    "anna", restarted.actorOf(session.token()).orElseThrow().login());
            here.logOut(session.token());
            assertTrue(new Accounts(database, city.writes, city.clock)
                    .actorOf(session.token())
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_remembered_counts_no_longer_than_two_seconds_without_word_from_the_database(Database database) {
        try (database) {
            begin(database);
            Session session = logIn("anna");
            assertTrue(here.actorOf(session.token()).isPresent());
            database.close();
            assertTrue(here.actorOf(session.token()).isPresent(), "a moment without a database is no harm");
            later(Watch.GOOD);
            Problem away = assertThrows(Problem.class, () -> here.actorOf(session.token()));
            assertEquals(ProblemType.DATABASE_AWAY, away.type());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_clock_that_is_put_back_makes_no_ended_session_last(Database database) {
        try (database) {
            begin(database);
            Session session = logIn("anna");
            assertTrue(there.actorOf(session.token()).isPresent());
            here.logOut(session.token());
            later(Duration.ofMinutes(-10));
            assertTrue(there.actorOf(session.token()).isEmpty());
        }
    }

    @Test
    void a_node_asks_once_a_second_what_ended_and_no_request_asks_more() {
        try (var database = Database.of(DatabaseSettings.inMemory("queries"))) {
            begin(database);
            List<Session> all = List.of(logIn("anna"), logIn("bert"), logIn("anna"));
            all.forEach(session -> here.actorOf(session.token()));
            later(Watch.EVERY);
            run(database, "set query_statistics true");
            for (int second = 0; second < 10; second++) {
                for (int request = 0; request < 100; request++) {
                    for (Session session : all) {
                        assertTrue(here.actorOf(session.token()).isPresent());
                    }
                    later(Duration.ofMillis(10));
                }
            }
            Map<String, Long> asked = asked(database);
            assertEquals(Map.of("session_end", 10L), asked, "3000 requests in 10 seconds");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void ones_own_log_ins_say_since_when_last_used_to_the_minute_and_from_which_network(Database database) {
        try (database) {
            begin(database);
            Session first = logIn("anna");
            Instant begun = city.now;
            later(Duration.ofMinutes(10).plusSeconds(42));
            Session second = (Session) there.logIn("anna", PASSWORD, "2001:db8:1:2:3::1");
            logIn("bert");
            assertTrue(here.actorOf(first.token()).isPresent());
            later(Duration.ofMinutes(2));
            assertTrue(here.actorOf(second.token()).isPresent());
            List<OpenSession> mine = here.sessions(first.actor(), first.token());
            assertEquals(
                    List.of("2001:db8:1:*", "192.0.2.*"),
                    mine.stream().map(OpenSession::network).toList());
            assertEquals(
                    List.of(false, true), mine.stream().map(OpenSession::isThis).toList());
            OpenSession old = mine.get(1);
            assertEquals(begun, old.since());
            assertEquals(begun.plus(Duration.ofMinutes(10)), old.lastUsed(), "to the minute");
            assertEquals(0, old.lastUsed().getEpochSecond() % 60);
            later(Bearers.IDLE);
            assertTrue(here.sessions(first.actor(), first.token()).isEmpty(), "what is over is not shown");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void nobody_ends_somebody_elses_log_in(Database database) {
        try (database) {
            begin(database);
            Session annas = logIn("anna");
            Session berts = logIn("bert");
            long id = here.sessions(berts.actor(), berts.token()).get(0).id();
            here.endSession(annas.actor(), id);
            later(Watch.GOOD);
            assertTrue(here.actorOf(berts.token()).isPresent());
            assertTrue(there.actorOf(berts.token()).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_ended_is_kept_for_an_hour(Database database) {
        try (database) {
            begin(database);
            here.logOut(logIn("anna").token());
            later(Duration.ofMinutes(59));
            here.logOut(logIn("bert").token());
            assertEquals(2, city.count("select count(*) from session_end"));
            later(Duration.ofMinutes(2));
            here.logOut(logIn("bert").token());
            assertEquals(2, city.count("select count(*) from session_end"));
            assertEquals(3, city.count("select max(mark) from session_end"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.*",
        "255.0.128.1, 255.0.128.*",
        "2001:db8:ffff:1::9, 2001:db8:ffff:*",
        "::1, 0:0:0:*",
        "somewhere.example, ''",
        "'', ''"
    })
    void a_network_is_told_coarse(String client, String told) {
        assertEquals(told, Network.coarse(client));
    }

    @Test
    void a_token_is_in_no_text() {
        try (var database = Database.of(DatabaseSettings.inMemory("texts"))) {
            begin(database);
            Session session = logIn("anna");
            assertFalse(session.toString().contains(session.token()));
            assertFalse(new Entered(session, List.of("abcd")).toString().contains("abcd"));
        }
    }

    private void later(Duration span) {
        city.now = city.now.plus(span);
    }

    private static void run(Database database, String sql) {
        database.read(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** How often tables were read or written since. */
    private static Map<String, Long> asked(Database database) {
        return database.read(connection -> {
            var asked = new TreeMap<String, Long>();
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select sql_statement, execution_count from information_schema.query_statistics")) {
                while (row.next()) {
                    String sql = row.getString(1);
                    for (String table : List.of("session_end", "session_watch", "bearer", "account")) {
                        if (sql.contains(" " + table + " ")) {
                            asked.merge(table, row.getLong(2), Long::sum);
                        }
                    }
                }
            }
            return asked;
        });
    }
}
