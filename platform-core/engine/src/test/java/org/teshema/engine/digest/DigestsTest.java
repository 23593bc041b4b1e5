package org.teshema.engine.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.archive.Author;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;

/** One digest a day, by the city's calendar, for whoever has something in the inbox. */
class DigestsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-25");

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void it_is_made_at_its_hour_in_the_city_once_whichever_node_comes_and_however_often(Database database) {
        try (database) {
            var city = new City(database);
            said(city, city.lift(), "test/said");
            var digests = digests(city, 7);
            // One minute before seven in Shanghai, the evening before in Greenwich.
            city.now = Instant.parse("2026-11-24T22:59:00Z");
            assertFalse(digests.make());
            assertEquals(List.of(), digests.mine(city.actor(OrganisationKind.USING_UNIT)));
            city.now = Instant.parse("2026-11-24T23:00:00Z");
            assertTrue(digests.make());
            assertFalse(digests.make(), "made before");
            assertFalse(digests(city, 7).make(), "by another node, or by this one after a start");
            city.now = city.now.plus(Duration.ofHours(16));
            assertFalse(digests.make(), "it is still that day");
            assertEquals(1, city.count("select count(*) from digest"));
            Digest made = digests.get(city.actor(OrganisationKind.USING_UNIT), DAY);
            assertEquals(Instant.parse("2026-11-24T23:00:00Z"), made.until());
            assertFalse(digests(city, -1).make(), "switched off");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void of_nodes_that_come_at_the_same_time_one_makes_it(Database database) throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try (database) {
            var city = new City(database);
            said(city, city.lift(), "test/said");
            city.now = Instant.parse("2026-11-24T23:00:00Z");
            var together = new CyclicBarrier(4);
            List<Callable<Boolean>> nodes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                var node = digests(city, 7);
                nodes.add(() -> {
                    together.await();
                    return node.make();
                });
            }
            int made = 0;
            for (Future<Boolean> one : threads.invokeAll(nodes)) {
                made += one.get() ? 1 : 0;
            }
            assertEquals(1, made);
            assertEquals(
                    1,
                    digests(city, 7)
                            .get(city.actor(OrganisationKind.USING_UNIT), DAY)
                            .items(Digest.Part.OPEN));
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void it_counts_what_is_open_what_is_new_since_the_one_before_and_what_is_overdue(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            var digests = digests(city, 7);
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            said(city, lift, "test/said");
            said(city, lift, "accident");
            city.now = Instant.parse("2026-11-24T23:10:00Z");
            assertTrue(digests.make());
            assertEquals(
                    List.of("NEW accident 1", "NEW test/said 1", "OPEN accident 1", "OPEN test/said 1"),
                    lines(digests.get(unit, DAY)));
            said(city, lift, "test/said");
            done(city, unit, 1);
            // Two days without a node: what came on them is new all the same.
            city.now = Instant.parse("2026-11-27T06:00:00Z");
            assertTrue(digests.make());
            Digest later = digests.get(unit, DAY.plusDays(2));
            assertEquals(Instant.parse("2026-11-24T23:00:00Z"), later.since());
            assertEquals(List.of("NEW test/said 1", "OPEN accident 1", "OPEN test/said 1"), lines(later));
            city.now = Instant.parse("2026-12-01T23:00:00Z");
            assertTrue(digests.make());
            Digest last = digests.mine(unit).get(0);
            assertEquals(
                    List.of("OPEN accident 1", "OPEN test/said 1", "OVERDUE accident 1"),
                    lines(last),
                    "the one of nine o'clock on the 24th is older than seven days, the later one is not");
            assertEquals(CityKinds.ACCIDENT.title(), last.lines().get(0).title());
            assertEquals(3, digests.mine(unit).size());
            assertEquals(2, digests(city, 7).get(unit, DAY).items(Digest.Part.OPEN), "kept as it was");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_has_a_day_of_its_own_is_overdue_when_that_has_passed_and_not_by_its_age(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            var digests = digests(city, 7);
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            said(city, lift, "test/said");
            ordered(city, lift, DAY.plusDays(1));
            ordered(city, lift, DAY.plusDays(20));
            city.now = Instant.parse("2026-11-25T23:00:00Z");
            assertTrue(digests.make());
            assertEquals(
                    0,
                    digests.get(unit, DAY.plusDays(1)).items(Digest.Part.OVERDUE),
                    "on the day itself it is in time");
            city.now = city.now.plus(Duration.ofDays(1));
            assertTrue(digests.make());
            assertEquals(
                    List.of("NEW", "OPEN test/order 2", "OPEN test/said 1", "OVERDUE test/order 1"),
                    overdueAndOpen(digests.get(unit, DAY.plusDays(2))));
            city.now = Instant.parse("2026-12-10T23:00:00Z");
            assertTrue(digests.make());
            assertEquals(
                    List.of(
                            "NEW",
                            "OPEN test/order 2",
                            "OPEN test/said 1",
                            "OVERDUE test/order 1",
                            "OVERDUE test/said 1"),
                    overdueAndOpen(digests.get(unit, DAY.plusDays(16))),
                    "the other order is older than seven days, and its day has not come");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void each_part_is_listed_on_any_later_day_as_it_was_counted_however_late_that_was(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            var digests = digests(city, 7);
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            said(city, lift, "test/said");
            said(city, lift, "test/said");
            ordered(city, lift, DAY.minusDays(1));
            city.now = Instant.parse("2026-11-24T23:05:00Z");
            done(city, unit, 1);
            said(city, lift, "accident");
            ordered(city, lift, DAY.minusDays(1));
            city.now = Instant.parse("2026-11-24T23:10:00Z");
            assertTrue(digests.make());
            List<String> counted = List.of(
                    "NEW test/order 1",
                    "NEW test/said 2",
                    "OPEN test/order 1",
                    "OPEN test/said 2",
                    "OVERDUE test/order 1");
            assertEquals(counted, lines(digests.get(unit, DAY)), "five minutes later it is of the next day");
            city.database.write(late -> late.update(
                    "update inbox_item set state = 'DONE', done_at = ?, done_by = ? where state = 'OPEN'",
                    city.now,
                    unit.accountId()));
            city.now = city.now.plus(Duration.ofDays(3));
            ordered(city, lift, DAY.minusDays(1));
            assertEquals(counted, listed(city, unit, digests));
        }
    }

    /** What the digest of the day leads to, in the words of its lines. */
    private static List<String> listed(City city, Actor actor, Digests digests) {
        var counts = new TreeMap<String, Integer>();
        for (Digest.Part part : Digest.Part.values()) {
            city.inbox
                    .list(
                            actor,
                            digests.counted(actor, DAY, part),
                            Optional.empty(),
                            org.teshema.engine.page.Cursor.first())
                    .items()
                    .forEach(item -> counts.merge(part + " " + item.kind(), 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .toList();
    }

    private static List<String> overdueAndOpen(Digest digest) {
        List<String> lines = new ArrayList<>(List.of("NEW"));
        lines(digest).stream().filter(line -> !line.startsWith("NEW")).forEach(lines::add);
        return lines;
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void suspect_labels_are_counted_for_the_bureau_that_is_told_of_them_and_for_nobody_else(Database database) {
        try (database) {
            var city = new City(database);
            var digests = digests(city, 7);
            suspected(city, City.HERE, "a");
            suspected(city, City.HERE, "b");
            suspected(city, Districts.CITY, "c");
            city.now = Instant.parse("2026-11-24T23:10:00Z");
            assertTrue(digests.make());
            Digest district = digests.get(city.actor(OrganisationKind.DISTRICT), DAY);
            assertEquals(List.of("NEW suspect-label 2", "OPEN suspect-label 2"), lines(district));
            assertEquals("Suspect labels", district.lines().get(0).title().en());
            assertEquals(
                    List.of("NEW suspect-label 1", "OPEN suspect-label 1"),
                    lines(digests.get(city.actor(OrganisationKind.CITY_BUREAU), DAY)));
            for (OrganisationKind kind : OrganisationKind.values()) {
                if (kind != OrganisationKind.CITY_BUREAU) {
                    assertEquals(List.of(), digests.mine(city.stranger(kind)), "a strange " + kind);
                }
            }
            assertEquals(List.of(), digests.mine(city.actor(OrganisationKind.STATION)));
            database.write(unit -> unit.update("update suspect_label set alive = null where words = 'b'"));
            city.now = city.now.plus(Duration.ofDays(9));
            assertTrue(digests.make());
            assertEquals(
                    List.of("OPEN suspect-label 1", "OVERDUE suspect-label 1"),
                    lines(digests.get(city.actor(OrganisationKind.DISTRICT), DAY.plusDays(9))));
        }
    }

    private static void suspected(City city, String district, String words) {
        city.database.write(unit -> unit.update(
                "insert into suspect_label (district, text_digest, words, reports, first_at, last_at)"
                        + " values (?, ?, ?, 1, ?, ?)",
                district,
                words.getBytes(StandardCharsets.UTF_8),
                words,
                city.now,
                city.now));
    }

    private static void ordered(City city, DeviceFile lift, LocalDate deadline) {
        var order = new EntryKind(
                "test/order",
                1,
                new Text("指令", "Order"),
                List.of(new Field(
                        "deadline", new Text("期限", "Until"), new FieldType.Day(), true, Set.of(Audience.USING_UNIT))),
                Set.of(),
                Set.of(Concern.USING_UNIT),
                false,
                Optional.empty(),
                Optional.of("deadline"));
        city.database.write(unit -> city.entries.append(
                unit,
                Author.PUBLIC,
                Subject.of(new DeviceId(lift.id())),
                City.HERE,
                order,
                new Values(Map.of("deadline", deadline)),
                city.now,
                "scan",
                OptionalLong.empty()));
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void nobody_reads_that_of_another_organisation_and_who_has_nothing_has_none(Database database) {
        try (database) {
            var city = new City(database);
            said(city, city.lift(), "test/said");
            city.now = Instant.parse("2026-11-24T23:00:00Z");
            var digests = digests(city, 7);
            assertTrue(digests.make());
            Set<OrganisationKind> concerned = Set.of(OrganisationKind.USING_UNIT, OrganisationKind.DISTRICT);
            for (OrganisationKind kind : OrganisationKind.values()) {
                assertEquals(
                        concerned.contains(kind) ? 1 : 0,
                        digests.mine(city.actor(kind)).size(),
                        kind.toString());
                if (kind != OrganisationKind.CITY_BUREAU) {
                    assertEquals(List.of(), digests.mine(city.stranger(kind)), "a strange " + kind);
                    assertMissing(() -> digests.get(city.stranger(kind), DAY));
                }
            }
            assertMissing(() -> digests.get(city.actor(OrganisationKind.USING_UNIT), DAY.plusDays(1)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void it_is_kept_for_so_many_days(Database database) {
        try (database) {
            var city = new City(database);
            said(city, city.lift(), "test/said");
            var digests = new Digests(
                    database,
                    kinds(city),
                    city.clock,
                    new Digests.Settings(7, Duration.ofDays(7), 2),
                    Optional.empty());
            for (int i = 0; i < 4; i++) {
                city.now = Instant.parse("2026-11-24T23:00:00Z").plus(Duration.ofDays(i));
                assertTrue(digests.make());
            }
            assertEquals(
                    List.of(DAY.plusDays(3), DAY.plusDays(2), DAY.plusDays(1)),
                    digests.mine(city.actor(OrganisationKind.USING_UNIT)).stream()
                            .map(Digest::day)
                            .toList());
            assertEquals(3, city.count("select count(*) from digest"));
        }
    }

    private static void assertMissing(Runnable deed) {
        assertEquals(
                ProblemType.NOT_FOUND, assertThrows(Problem.class, deed::run).type());
    }

    private static List<String> lines(Digest digest) {
        return digest.lines().stream()
                .map(line -> line.part() + " " + line.kind() + " " + line.items())
                .sorted()
                .toList();
    }

    private static Digests digests(City city, int hour) {
        return new Digests(
                city.database,
                kinds(city),
                city.clock,
                new Digests.Settings(hour, Duration.ofDays(7), 90),
                Optional.empty());
    }

    private static void said(City city, DeviceFile lift, String kind) {
        var said = new EntryKind(
                kind, 1, new Text("说", "Said"), List.of(), Set.of(), Set.of(Concern.USING_UNIT, Concern.DISTRICT));
        city.database.write(unit -> city.entries.append(
                unit,
                Author.PUBLIC,
                Subject.of(new DeviceId(lift.id())),
                City.HERE,
                said,
                Values.none(),
                city.now,
                "scan",
                OptionalLong.empty()));
    }

    private static void done(City city, Actor actor, int item) {
        city.database.write(unit -> unit.update(
                "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                actor.accountId(),
                actor.login(),
                actor.organisation().id(),
                city.now));
        long id = city.inbox
                .list(actor, Optional.empty(), org.teshema.engine.page.Cursor.first())
                .items()
                .get(item - 1)
                .id();
        city.inbox.done(city.by(actor), id);
    }

    private static PluginTable kinds(City city) {
        return new PluginTable() {
            @Override
            public Posting posting(Device device) {
                return new PostingPositions(city.files)
                        .forDevice(device.category(), city.clock.today())
                        .orElseThrow();
            }

            @Override
            public Optional<EntryKind> kind(String name) {
                return kinds().stream().filter(k -> k.name().equals(name)).findFirst();
            }

            @Override
            public List<EntryKind> kinds() {
                return CityKinds.all();
            }
        };
    }
}
