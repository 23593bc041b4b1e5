package org.teshema.engine.suspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.write.WriteRequest;

/** Whatever stands on a label, somebody can tell of it, and one bureau looks into it once. */
class SuspectLabelsTest {
    private static final String NUMBER = "4821 0739 6551 3";

    private int clients;

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void reports_of_one_text_in_a_district_are_one_matter_until_it_is_dealt_with(Database database) {
        try (database) {
            var city = new City(database);
            var labels = labels(city);
            Actor bureau = city.actor(OrganisationKind.DISTRICT);
            tell(labels, NUMBER, City.HERE, "地铁站 1 号口");
            city.now = city.now.plus(Duration.ofMinutes(5));
            tell(labels, "4821073965513", City.HERE, "地铁站 2 号口");
            tell(labels, "https://s.sh.gov.cn.example.com/s/1", City.HERE, "路边");
            List<SuspectLabel> found = labels.list(bureau, true, Cursor.first()).items();
            assertEquals(
                    List.of(2L, 1L), found.stream().map(SuspectLabel::reports).toList());
            assertEquals(NUMBER, found.get(0).words(), "as the first who told of it wrote it");
            assertEquals(
                    Duration.ofMinutes(5),
                    Duration.between(found.get(0).firstAt(), found.get(0).lastAt()));
            assertEquals(
                    List.of("地铁站 1 号口", "地铁站 2 号口"),
                    labels.sightings(bureau, found.get(0).id()).stream()
                            .map(SuspectLabel.Sighting::place)
                            .toList());
            tell(labels, NUMBER, City.THERE, "别处");
            assertEquals(2, labels.open(bureau), "the same in another district is that one's");
            WriteRequest asked = member(city, bureau);
            SuspectLabel closed = labels.close(asked, found.get(0).id(), Outcome.REMOVED, "已揭除");
            assertEquals(
                    Optional.of(new SuspectLabel.End(
                            Outcome.REMOVED, "已揭除", closed.end().orElseThrow().at(), bureau.accountId())),
                    closed.end());
            assertEquals(closed, labels.close(asked, closed.id(), Outcome.REMOVED, "已揭除"), "sent twice");
            assertEquals(
                    ProblemType.WRONG_STATE,
                    refused(() -> labels.close(city.by(bureau), closed.id(), Outcome.GENUINE, "")));
            tell(labels, NUMBER, City.HERE, "又见");
            assertEquals(2, labels.open(bureau), "it hangs there again");
            assertEquals(3, labels.list(bureau, false, Cursor.first()).items().size());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_bureau_of_the_district_and_the_city_see_it_and_nobody_else(Database database) {
        try (database) {
            var city = new City(database);
            var labels = labels(city);
            tell(labels, NUMBER, City.HERE, "地铁站");
            report(
                    labels,
                    new Report("no idea", Why.OTHER, Optional.empty(), "somewhere"),
                    client(),
                    UUID.randomUUID());
            Actor bureau = city.actor(OrganisationKind.CITY_BUREAU);
            assertEquals(2, labels.open(bureau), "where nobody says where it was, it is the city's");
            long id = labels.list(bureau, true, Cursor.first()).items().get(0).id();
            Set<OrganisationKind> see = Set.of(OrganisationKind.CITY_BUREAU, OrganisationKind.DISTRICT);
            for (OrganisationKind kind : OrganisationKind.values()) {
                Actor reader = city.actor(kind);
                assertEquals(see.contains(kind), labels.open(reader) > 0, kind.toString());
                assertEquals(see.contains(kind), labels.maySee(reader));
                if (kind != OrganisationKind.CITY_BUREAU) {
                    Actor stranger = city.stranger(kind);
                    assertEquals(0, labels.open(stranger));
                    assertEquals(ProblemType.NOT_FOUND, refused(() -> labels.get(stranger, id)));
                    assertEquals(ProblemType.NOT_FOUND, refused(() -> labels.sightings(stranger, id)));
                    assertEquals(
                            ProblemType.NOT_FOUND,
                            refused(() -> labels.close(city.by(stranger), id, Outcome.GENUINE, "")));
                }
            }
            assertTrue(labels.get(bureau, id).end().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void too_much_from_one_address_or_about_one_district_is_refused_and_a_form_sent_twice_counts_once(
            Database database) {
        try (database) {
            var city = new City(database);
            var labels = labels(city);
            Actor bureau = city.actor(OrganisationKind.DISTRICT);
            UUID key = UUID.randomUUID();
            var one = new Report("one", Why.PAYMENT, Optional.of(City.HERE), "x");
            for (int i = 0; i < 8; i++) {
                report(labels, one, "203.0.113.1", key);
            }
            assertEquals(
                    1, labels.list(bureau, true, Cursor.first()).items().get(0).reports());
            for (int i = 0; i < 4; i++) {
                report(labels, one, "203.0.113.1", UUID.randomUUID());
            }
            assertEquals(ProblemType.THROTTLED, refused(() -> report(labels, one, "203.0.113.1", UUID.randomUUID())));
            report(labels, one, "203.0.113.2", UUID.randomUUID());
            city.now = city.now.plus(Duration.ofMinutes(2));
            report(labels, one, "203.0.113.1", UUID.randomUUID());
            database.write(unit -> {
                for (int i = 0; i < SuspectLabels.MOST_A_DAY; i++) {
                    unit.update(
                            "insert into suspect_label (district, text_digest, words, reports, first_at, last_at)"
                                    + " values (?, ?, 'x', 1, ?, ?)",
                            City.HERE,
                            new byte[] {1, (byte) i},
                            city.now,
                            city.now);
                }
                return "";
            });
            assertEquals(ProblemType.THROTTLED, refused(() -> tell(labels, "one more", City.HERE, "x")));
            tell(labels, "one", City.HERE, "what is known already joins");
            tell(labels, "one more", City.THERE, "x");
            assertEquals(SuspectLabels.MOST_A_DAY + 1, labels.open(bureau), "what was refused left nothing");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void of_one_label_so_many_sightings_are_kept_and_the_rest_is_counted(Database database) {
        try (database) {
            var city = new City(database);
            var labels = labels(city);
            for (int i = 0; i < SuspectLabels.MOST_SIGHTINGS + 3; i++) {
                city.now = city.now.plus(Duration.ofMinutes(1));
                tell(labels, NUMBER, City.HERE, "place " + i);
            }
            Actor bureau = city.actor(OrganisationKind.DISTRICT);
            SuspectLabel label =
                    labels.list(bureau, true, Cursor.first()).items().get(0);
            assertEquals(SuspectLabels.MOST_SIGHTINGS + 3, label.reports());
            assertEquals(
                    SuspectLabels.MOST_SIGHTINGS,
                    labels.sightings(bureau, label.id()).size());
            assertEquals(1, city.count("select count(*) from ledger_pending where body like '% suspect.reported %'"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_says_nothing_or_too_much_is_refused_in_its_field(Database database) {
        try (database) {
            var labels = labels(new City(database));
            assertField("words", " ", City.HERE, "x");
            assertField("words", "a".repeat(401), City.HERE, "x");
            assertField("words", "a\u0000", City.HERE, "x");
            assertField("place", "a", City.HERE, "");
            assertField("place", "a", City.HERE, "x".repeat(201));
            Problem nowhere = assertThrows(Problem.class, () -> tell(labels, "a", "999999", "x"));
            assertEquals(Optional.of("district"), nowhere.field());
            assertFalse(new Report("a\nb", Why.OTHER, Optional.empty(), "x")
                    .normal()
                    .contains("\n"));
        }
    }

    private static void assertField(String field, String words, String district, String place) {
        Problem problem =
                assertThrows(Problem.class, () -> new Report(words, Why.ADDRESS, Optional.of(district), place));
        assertEquals(Optional.of(field), problem.field());
    }

    private static SuspectLabels labels(City city) {
        return new SuspectLabels(city.database, city.writes, city.clock, city.districts);
    }

    private void tell(SuspectLabels labels, String words, String district, String place) {
        report(labels, new Report(words, Why.NUMBER, Optional.of(district), place), client(), UUID.randomUUID());
    }

    private static void report(SuspectLabels labels, Report report, String client, UUID key) {
        labels.report(Optional.empty(), report, client, key.toString());
    }

    /** Another address each time. */
    private String client() {
        return "198.51.100." + clients++;
    }

    private static ProblemType refused(Runnable deed) {
        return assertThrows(Problem.class, deed::run).type();
    }

    /** A change asked for by somebody who has an account. */
    private static WriteRequest member(City city, Actor actor) {
        city.database.write(unit -> unit.update(
                "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                actor.accountId(),
                actor.login(),
                actor.organisation().id(),
                city.now));
        return city.by(actor);
    }
}
