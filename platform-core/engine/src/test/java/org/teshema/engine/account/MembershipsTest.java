package org.teshema.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** Somebody who acts for two organisations, on two nodes, and those who say so. */
class MembershipsTest {
    private static final String PASSWORD = "correct horse 42";
    private static final String HOME = "192.0.2.7";
    private static final OrganisationKind USER = OrganisationKind.USING_UNIT;
    private static final OrganisationKind MAINTAINER = OrganisationKind.MAINTENANCE_UNIT;

    private City city;
    private Accounts here;
    private Accounts there;
    private Memberships people;
    private long user;
    private long maintainer;

    private void begin(Database database) {
        begin(database, FactorPolicy.NONE);
    }

    private void begin(Database database, FactorPolicy policy) {
        city = new City(database);
        Vault open = new TestVault("here");
        here = new Accounts(database, city.writes, city.clock, open, policy);
        there = new Accounts(database, city.writes, city.clock, open, policy);
        people = new Memberships(database, city.writes, city.clock, here);
        user = city.here(USER).id();
        maintainer = city.here(MAINTAINER).id();
        account("anna", user, MembershipRole.MEMBER);
        account("unit-admin", user, MembershipRole.ADMINISTRATOR);
        account("firm-admin", maintainer, MembershipRole.ADMINISTRATOR);
        account("bert", maintainer, MembershipRole.MEMBER);
    }

    private Account account(String login, long organisation, MembershipRole role) {
        return here.create(city.by(OrganisationKind.CITY_BUREAU), new NewAccount(login, PASSWORD, organisation, role));
    }

    private Session logIn(String login) {
        return (Session) here.logIn(login, PASSWORD, HOME);
    }

    private Actor actor(String login) {
        return logIn(login).actor();
    }

    /** Anna acts for the maintenance unit as well, which its administrator said. */
    private Membership second(Optional<LocalDate> until) {
        return people.give(
                city.by(actor("firm-admin")),
                new NewMembership("anna", maintainer, MembershipRole.MEMBER, Optional.empty(), until));
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_switch_gives_another_token_and_the_old_one_is_over_on_every_node(Database database) {
        try (database) {
            begin(database);
            second(Optional.empty());
            Session first = logIn("anna");
            assertEquals(user, first.actor().organisation().id(), "one's own organisation first");
            assertTrue(there.actorOf(first.token()).isPresent());
            assertTrue(there.servesSeveral(first.token()));
            later(Duration.ofMinutes(20));
            assertTrue(here.actorOf(first.token()).isPresent());
            Session other = people.switchTo(first.actor(), first.token(), maintainer);
            assertEquals(
                    maintainer,
                    there.actorOf(other.token()).orElseThrow().organisation().id());
            assertTrue(here.actorOf(first.token()).isEmpty(), "at once where it was switched");
            later(Watch.EVERY);
            assertTrue(there.actorOf(first.token()).isEmpty(), "a second later on the other node");
            assertEquals(
                    1,
                    city.count("select count(*) from bearer b join account a on a.id = b.account_id"
                            + " where a.login = 'anna'"));
            // Eleven hours and forty minutes are left of the twelve.
            for (int i = 0; i < 24; i++) {
                later(Duration.ofMinutes(29));
                assertTrue(here.actorOf(other.token()).isPresent(), "after " + i);
            }
            later(Duration.ofMinutes(6));
            assertTrue(here.actorOf(other.token()).isEmpty(), "a switch makes no log-in last longer");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_token_switches_once_and_only_its_owners_organisations(Database database) {
        try (database) {
            begin(database);
            second(Optional.empty());
            Session anna = logIn("anna");
            Session bert = logIn("bert");
            refused(ProblemType.FORBIDDEN, () -> people.switchTo(bert.actor(), bert.token(), user));
            refused(ProblemType.UNAUTHENTICATED, () -> people.switchTo(anna.actor(), bert.token(), maintainer));
            people.switchTo(anna.actor(), anna.token(), maintainer);
            refused(ProblemType.UNAUTHENTICATED, () -> people.switchTo(anna.actor(), anna.token(), maintainer));
            assertTrue(here.actorOf(bert.token()).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void whose_membership_ends_is_out_on_every_node_and_out_for_good_with_the_last(Database database) {
        try (database) {
            begin(database);
            Membership second = second(Optional.empty());
            Session first = logIn("anna");
            Session again = logIn("anna");
            Session other = people.switchTo(again.actor(), again.token(), maintainer);
            assertTrue(there.actorOf(first.token()).isPresent());
            assertTrue(there.actorOf(other.token()).isPresent());
            people.end(city.by(actor("firm-admin")), second.id(), 0);
            assertTrue(here.actorOf(other.token()).isEmpty());
            later(Watch.EVERY);
            assertTrue(there.actorOf(other.token()).isEmpty());
            assertTrue(there.actorOf(first.token()).isPresent(), "for the other organisation they go on");
            assertFalse(there.servesSeveral(first.token()));

            Membership own = of("anna", user);
            people.end(city.by(actor("unit-admin")), own.id(), own.version());
            later(Watch.EVERY);
            assertTrue(there.actorOf(first.token()).isEmpty());
            refused(ProblemType.UNAUTHENTICATED, () -> there.logIn("anna", PASSWORD, HOME));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_membership_holds_from_its_first_day_until_the_midnight_after_its_last(Database database) {
        try (database) {
            begin(database);
            LocalDate today = city.clock.today();
            second(Optional.of(today));
            Instant midnight = today.plusDays(1).atStartOfDay(CityClock.ZONE).toInstant();
            city.now = midnight.minus(Duration.ofMinutes(10));
            Session late = logIn("anna");
            Session evening = people.switchTo(late.actor(), late.token(), maintainer);
            city.now = midnight.minusMillis(500);
            assertTrue(here.actorOf(evening.token()).isPresent());
            later(Duration.ofMillis(500));
            assertTrue(here.actorOf(evening.token()).isEmpty(), "nobody remembers it past midnight");
            refused(
                    ProblemType.FORBIDDEN,
                    () -> people.switchTo(actor("anna"), logIn("anna").token(), maintainer));
            Problem backwards = assertThrows(
                    Problem.class,
                    () -> new NewMembership(
                            "anna", 1, MembershipRole.MEMBER, Optional.of(today), Optional.of(today.minusDays(1))));
            assertEquals(Optional.of("until"), backwards.field());
            // One that begins tomorrow gives nothing today.
            people.give(
                    city.by(actor("unit-admin")),
                    new NewMembership(
                            "bert",
                            user,
                            MembershipRole.MEMBER,
                            Optional.of(city.clock.today().plusDays(1)),
                            Optional.empty()));
            refused(
                    ProblemType.FORBIDDEN,
                    () -> people.switchTo(actor("bert"), logIn("bert").token(), user));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_administrator_enters_blocks_and_re_roles_people_of_the_own_organisation_only(Database database) {
        try (database) {
            begin(database);
            Actor admin = actor("unit-admin");
            Account carl = here.create(city.by(admin), new NewAccount("carl", PASSWORD, user));
            assertEquals(user, carl.organisation().id());
            Membership carls = of("carl", user);
            Membership raised =
                    people.change(city.by(admin), carls.id(), 0, MembershipRole.ADMINISTRATOR, Optional.empty());
            assertEquals(MembershipRole.ADMINISTRATOR, raised.role());
            here.create(city.by(actor("carl")), new NewAccount("dora", PASSWORD, user));
            people.change(city.by(admin), carls.id(), 1, MembershipRole.MEMBER, Optional.empty());
            refused(
                    ProblemType.FORBIDDEN,
                    () -> here.create(city.by(actor("carl")), new NewAccount("emil", PASSWORD, user)));
            here.setActive(city.by(admin), carl.id(), carl.version(), false);
            refused(ProblemType.UNAUTHENTICATED, () -> here.logIn("carl", PASSWORD, HOME));

            // Not of another organisation, neither account nor membership, and not for an organisation of the same
            // kind.
            refused(
                    ProblemType.FORBIDDEN,
                    () -> here.create(city.by(admin), new NewAccount("fred", PASSWORD, maintainer)));
            Membership berts = of("bert", maintainer);
            for (Runnable foreign : List.<Runnable>of(
                    () -> people.change(city.by(admin), berts.id(), 0, MembershipRole.ADMINISTRATOR, Optional.empty()),
                    () -> people.end(city.by(admin), berts.id(), 0),
                    () -> people.get(admin, berts.id()),
                    () -> here.setActive(city.by(admin), berts.accountId(), 0, false))) {
                refused(ProblemType.NOT_FOUND, foreign);
            }
            refused(
                    ProblemType.FORBIDDEN,
                    () -> people.give(
                            city.by(admin),
                            new NewMembership(
                                    "anna", maintainer, MembershipRole.MEMBER, Optional.empty(), Optional.empty())));
            // A member administers nothing, and who administers one organisation does so while acting for it.
            refused(
                    ProblemType.FORBIDDEN,
                    () -> here.create(city.by(actor("anna")), new NewAccount("gina", PASSWORD, user)));
            people.give(
                    city.by(actor("firm-admin")),
                    new NewMembership(
                            "unit-admin", maintainer, MembershipRole.MEMBER, Optional.empty(), Optional.empty()));
            Session session = logIn("unit-admin");
            Actor acting = people.switchTo(session.actor(), session.token(), maintainer)
                    .actor();
            refused(ProblemType.FORBIDDEN, () -> here.create(city.by(acting), new NewAccount("hugo", PASSWORD, user)));
            refused(
                    ProblemType.FORBIDDEN,
                    () -> here.create(city.by(acting), new NewAccount("hugo", PASSWORD, maintainer)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void nobody_changes_for_whom_they_act_themselves_and_stale_or_doubled_changes_are_refused(Database database) {
        try (database) {
            begin(database);
            Actor admin = actor("unit-admin");
            Membership own = of("unit-admin", user);
            refused(
                    ProblemType.FORBIDDEN,
                    () -> people.change(city.by(admin), own.id(), 0, MembershipRole.MEMBER, Optional.empty()));
            refused(ProblemType.FORBIDDEN, () -> people.end(city.by(admin), own.id(), 0));
            refused(
                    ProblemType.FORBIDDEN,
                    () -> people.give(
                            city.by(admin),
                            new NewMembership(
                                    "unit-admin", user, MembershipRole.MEMBER, Optional.empty(), Optional.empty())));
            Membership annas = of("anna", user);
            refused(
                    ProblemType.STALE_VERSION,
                    () -> people.change(city.by(admin), annas.id(), 7, MembershipRole.MEMBER, Optional.empty()));
            refused(
                    ProblemType.INVALID,
                    () -> people.give(
                            city.by(admin),
                            new NewMembership(
                                    "anna", user, MembershipRole.MEMBER, Optional.empty(), Optional.empty())));
            refused(
                    ProblemType.INVALID,
                    () -> people.give(
                            city.by(admin),
                            new NewMembership(
                                    "nobody", user, MembershipRole.MEMBER, Optional.empty(), Optional.empty())));
            WriteRequest end = city.by(admin);
            people.end(end, annas.id(), 0);
            people.end(end, annas.id(), 0);
            assertEquals(
                    1,
                    city.count("select count(*) from ledger_pending where subject = 'membership:" + annas.id()
                            + "' and body like '%membership.ended%'"));
            people.give(
                    city.by(admin),
                    new NewMembership("anna", user, MembershipRole.MEMBER, Optional.empty(), Optional.empty()));
            assertEquals(2, people.list(admin, Cursor.first()).items().size());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void every_write_and_its_leaf_say_for_whom_it_was_done_and_a_key_is_for_one_organisation(Database database) {
        try (database) {
            begin(database);
            Actor admin = actor("firm-admin");
            var asked = new WriteRequest(admin, "the-same-key");
            var wanted =
                    new NewMembership("anna", maintainer, MembershipRole.MEMBER, Optional.empty(), Optional.empty());
            Membership given = people.give(asked, wanted);
            assertEquals(maintainer, city.count("select organisation_id from idempotency where key = 'the-same-key'"));
            String body = text("select body from ledger_pending where subject = 'membership:" + given.id() + "'");
            assertTrue(body.contains(" MAINTENANCE_UNIT:" + maintainer + " "), body);
            assertEquals(given.id(), people.give(asked, wanted).id());
            var elsewhere =
                    new WriteRequest(new Actor(admin.accountId(), "firm-admin", city.here(USER)), "the-same-key");
            refused(
                    ProblemType.KEY_REUSED,
                    () -> city.writes.once(elsewhere, "membership.give", wanted.toString(), unit -> "0"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_may_act_for_an_authority_does_a_second_step_whatever_comes_first(Database database) {
        try (database) {
            begin(database, FactorPolicy.USUAL);
            Session before = logIn("anna");
            long station = city.here(OrganisationKind.STATION).id();
            people.give(
                    city.by(OrganisationKind.CITY_BUREAU),
                    new NewMembership("anna", station, MembershipRole.MEMBER, Optional.empty(), Optional.empty()));
            refused(ProblemType.FORBIDDEN, () -> people.switchTo(before.actor(), before.token(), station));
            assertTrue(here.actorOf(before.token()).isPresent(), "and nothing happened to the log-in");
            HalfSession half = (HalfSession) here.logIn("anna", PASSWORD, HOME);
            byte[] secret = new org.apache.commons.codec.binary.Base32()
                    .decode(half.enrolment().orElseThrow().secret());
            String code = Totp.code(secret, Totp.step(city.now), 6);
            Session whole = here.secondStep(half.ticket(), code, HOME).session();
            assertEquals(user, whole.actor().organisation().id());
            assertEquals(
                    station,
                    people.switchTo(whole.actor(), whole.token(), station)
                            .actor()
                            .organisation()
                            .id());
        }
    }

    @Test
    void the_accounts_there_were_act_for_the_organisation_they_had() {
        try (var database = Database.of(DatabaseSettings.inMemory("memberships"))) {
            begin(database);
            // What the migration says of accounts from before, once more.
            database.write(unit -> unit.update("delete from membership"));
            refused(ProblemType.UNAUTHENTICATED, () -> here.logIn("bert", PASSWORD, HOME));
            database.write(
                    unit -> unit.update("insert into membership (account_id, organisation_id, role, given_by, given_at)"
                            + " select id, organisation_id, 'MEMBER', id, created_at from account"));
            assertEquals(maintainer, actor("bert").organisation().id());
        }
    }

    private Membership of(String login, long organisation) {
        return people.list(city.actor(OrganisationKind.CITY_BUREAU), Cursor.first()).items().stream()
                .filter(one -> one.login().equals(login) && one.organisation().id() == organisation)
                .findFirst()
                .orElseThrow();
    }

    private String text(String sql) {
        return city.database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private static void refused(ProblemType type, Runnable deed) {
        assertEquals(type, assertThrows(Problem.class, deed::run).type());
    }

    private void later(Duration span) {
        city.now = city.now.plus(span);
    }
}
