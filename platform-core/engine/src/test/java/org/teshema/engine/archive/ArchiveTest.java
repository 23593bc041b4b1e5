package org.teshema.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Theme;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Mask;
import org.teshema.engine.access.Parties;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.write.WriteRequest;

class ArchiveTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T04:00:00Z");

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_correction_takes_the_place_of_an_entry_and_what_was_known_before_stays_answerable(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            Actor city1 = city.actor(OrganisationKind.CITY_BUREAU);
            Entry first = inspected(city, lift, "2026-03-01", "pass", OptionalLong.empty());
            Instant knownBefore = city.now;
            city.now = city.now.plus(Duration.ofDays(2));
            Entry correction = inspected(city, lift, "2026-03-01", "fail", OptionalLong.of(first.id()));
            assertEquals(Optional.of("fail"), result(city.archives.current(city1, lift)));
            assertEquals(Optional.of("pass"), result(city.archives.asOf(city1, lift, knownBefore)));
            assertEquals(Optional.of("fail"), result(city.archives.asOf(city1, lift, city.now)));
            assertEquals(Optional.of(first), city.entries.asOf(first.subject(), "inspection", knownBefore));
            assertEquals(
                    List.of(first.id(), correction.id()),
                    city.archives.history(city1, lift, Optional.of("inspection"), Cursor.first()).items().stream()
                            .map(Entry::id)
                            .toList());
            for (Entry one : List.of(first, correction)) {
                assertEquals(
                        List.of(new Archives.Recorded(one, one.equals(first))),
                        city.archives
                                .recorded(city1, lift, new Cursor(one.id() - 1, 1))
                                .items(),
                        "each on a page of its own");
            }
            Problem again = assertThrows(
                    Problem.class, () -> inspected(city, lift, "2026-03-01", "pass", OptionalLong.of(first.id())));
            assertEquals(ProblemType.WRONG_STATE, again.type());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_sources_say_differently_is_told_until_one_is_corrected(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            Actor city1 = city.actor(OrganisationKind.CITY_BUREAU);
            inspected(city, lift, "2026-03-01", "pass", OptionalLong.empty());
            Map<String, String> made = Map.of("on", "2020-01-01", "maker", "甲厂", "serial", "1");
            Map<String, String> other = Map.of("on", "2020-01-01", "maker", "甲厂", "serial", "2");
            Entry ours = manufacture(city.by(OrganisationKind.USING_UNIT), city, lift, made, OptionalLong.empty());
            assertEquals(List.of(), city.archives.contradictions(city1, lift));
            Entry theirs =
                    manufacture(city.by(OrganisationKind.INSPECTION_BODY), city, lift, other, OptionalLong.empty());
            Contradiction told = city.archives.contradictions(city1, lift).get(0);
            assertEquals("serial", told.field().name());
            assertEquals(List.of(ours, theirs), told.sides());
            assertEquals(1, city.archives.contradictions(city1, lift).size());
            manufacture(city.by(OrganisationKind.USING_UNIT), city, lift, other, OptionalLong.of(ours.id()));
            assertEquals(List.of(), city.archives.contradictions(city1, lift));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void each_entry_is_of_one_theme_and_of_others_where_nobody_declares_its_kind_any_more(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            inspected(city, lift, "2026-03-01", "pass", OptionalLong.empty());
            Map<String, String> made = Map.of("on", "2020-01-01", "maker", "甲厂");
            manufacture(city.by(OrganisationKind.USING_UNIT), city, lift, made, OptionalLong.empty());
            var gone = new EntryKind("gone/check", 1, Text.same("gone"), List.of(), Set.of());
            city.database.write(unit -> city.entries.append(
                    unit,
                    city.actor(OrganisationKind.CITY_BUREAU),
                    Subject.of(new DeviceId(lift)),
                    "310115",
                    gone,
                    Values.none(),
                    MARCH,
                    "test",
                    OptionalLong.empty()));
            assertEquals(List.of("inspection"), kinds(city, lift, Theme.INSPECTION));
            assertEquals(List.of("manufacture"), kinds(city, lift, Theme.DEVICE));
            assertEquals(List.of("particulars"), kinds(city, lift, Theme.REGISTRATION));
            assertEquals(List.of("gone/check"), kinds(city, lift, Theme.OTHER));
            assertEquals(List.of(), kinds(city, lift, Theme.MAINTENANCE), "of which there is no kind here");
        }
    }

    private static List<String> kinds(City city, long lift, Theme theme) {
        var part = new Archives.Part(Optional.empty(), Optional.of(theme), Optional.empty());
        return city
                .archives
                .standing(city.actor(OrganisationKind.CITY_BUREAU), lift, part, Cursor.first())
                .items()
                .stream()
                .map(Entry::kind)
                .toList();
    }

    private static Entry manufacture(
            WriteRequest by, City city, long lift, Map<String, String> values, OptionalLong supersedes) {
        return city.archives.append(by, lift, "manufacture", values, MARCH, "api", supersedes);
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_entry_of_the_past_that_comes_late_is_history_and_not_current(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            inspected(city, lift, "2026-03-01", "pass", OptionalLong.empty());
            city.archives.append(
                    city.by(OrganisationKind.INSPECTION_BODY),
                    lift,
                    "inspection",
                    Map.of("on", "2025-03-01", "result", "fail"),
                    MARCH.minus(Duration.ofDays(365)),
                    "api",
                    OptionalLong.empty());
            assertEquals(
                    Optional.of("pass"), result(city.archives.current(city.actor(OrganisationKind.CITY_BUREAU), lift)));
            assertEquals(2, city.count("select count(*) from entry where kind = 'inspection'"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void every_entry_brings_its_leaf_and_its_index_and_a_refused_one_leaves_nothing(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            long leaves = city.count("select count(*) from ledger_pending");
            inspected(city, lift, "2026-03-01", "pass", OptionalLong.empty());
            assertEquals(leaves + 1, city.count("select count(*) from ledger_pending"));
            assertEquals(
                    1,
                    city.count("select count(*) from entry_value where kind = 'inspection' and field = 'on'"
                            + " and sort_value = '2026-03-01'"));
            Map<Map<String, String>, String> wrong = Map.of(
                    Map.of("on", "2026-03-01"), "result",
                    Map.of("on", "1 March", "result", "pass"), "on",
                    Map.of("on", "2026-03-01", "result", "perhaps"), "result",
                    Map.of("on", "2026-03-01", "result", "pass", "colour", "red"), "colour",
                    Map.of("on", "2026-03-01", "result", "pass", "report", "a\u0000b"), "report",
                    Map.of("on", "2026-03-01", "result", "pass", "report", "x".repeat(61)), "report");
            wrong.forEach((values, field) -> {
                Problem problem = assertThrows(
                        Problem.class,
                        () -> city.archives.append(
                                city.by(OrganisationKind.INSPECTION_BODY),
                                lift,
                                "inspection",
                                values,
                                MARCH,
                                "api",
                                OptionalLong.empty()));
                assertEquals(ProblemType.INVALID, problem.type());
                assertEquals(Optional.of(field), problem.field());
            });
            assertEquals(leaves + 1, city.count("select count(*) from ledger_pending"));
            assertThrows(
                    Problem.class,
                    () -> city.archives.append(
                            city.by(OrganisationKind.INSPECTION_BODY),
                            lift,
                            "inspection",
                            Map.of("on", "2026-03-01", "result", "pass"),
                            city.now.plus(Duration.ofHours(1)),
                            "api",
                            OptionalLong.empty()));
            Instant next = Instant.parse("2027-04-30T16:00:00Z");
            Problem ahead = assertThrows(
                    Problem.class,
                    () -> city.archives.append(
                            city.by(OrganisationKind.INSPECTION_BODY),
                            lift,
                            "inspection",
                            Map.of("on", "2027-05-01", "result", "pass"),
                            next,
                            "scan",
                            OptionalLong.empty()));
            assertEquals(Optional.of("on"), ahead.field(), "where the day was typed");
            assertEquals("检验日期“2027-05-01”晚于现在；档案只记录已发生的事。", ahead.detail().zh());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void only_the_writers_of_a_kind_write_it_and_only_for_their_own_devices(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            Map<String, Set<OrganisationKind>> writers = Map.of(
                    "inspection", Set.of(OrganisationKind.INSPECTION_BODY),
                    "registration",
                            Set.of(OrganisationKind.CITY_BUREAU, OrganisationKind.DISTRICT, OrganisationKind.STATION),
                    "testing",
                            Set.of(
                                    OrganisationKind.INSPECTION_BODY,
                                    OrganisationKind.MAINTENANCE_UNIT,
                                    OrganisationKind.USING_UNIT),
                    "posting", Set.of(),
                    "particulars", Set.of());
            Map<String, Map<String, String>> values = Map.of(
                    "inspection", Map.of("on", "2026-03-01", "result", "pass"),
                    "registration", Map.of("on", "2026-03-01", "certificate", "梯11沪A00001(26)"),
                    "testing", Map.of("on", "2026-03-01", "result", "pass"),
                    "posting", Map.of("event", "bound", "number", "1234567890123"),
                    "particulars",
                            Map.of(
                                    "event",
                                    "changed",
                                    "category",
                                    "3110",
                                    "district",
                                    "310115",
                                    "status",
                                    "IN_USE",
                                    "name",
                                    "x",
                                    "place",
                                    "y"));
            writers.forEach((kind, allowed) -> {
                for (OrganisationKind role : OrganisationKind.values()) {
                    Optional<ProblemType> answer = appended(city, city.actor(role), lift, kind, values.get(kind));
                    assertEquals(
                            allowed.contains(role) ? Optional.empty() : Optional.of(ProblemType.FORBIDDEN),
                            answer,
                            kind + " by " + role);
                    if (role != OrganisationKind.CITY_BUREAU) {
                        assertEquals(
                                Optional.of(ProblemType.NOT_FOUND),
                                appended(city, city.stranger(role), lift, kind, values.get(kind)),
                                kind + " by a strange " + role);
                    }
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void each_role_reads_the_fields_meant_for_it_and_strangers_nothing(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            inspected(city, lift, "2026-03-01", "pass", OptionalLong.empty());
            for (OrganisationKind role : OrganisationKind.values()) {
                Entry seen = city.archives.current(city.actor(role), lift).stream()
                        .filter(e -> e.kind().equals("inspection"))
                        .findFirst()
                        .orElseThrow();
                assertTrue(seen.values().text("report").isPresent(), role.toString());
                if (role != OrganisationKind.CITY_BUREAU) {
                    Problem problem = assertThrows(
                            Problem.class, () -> city.archives.current(city.stranger(role), lift), role.toString());
                    assertEquals(ProblemType.NOT_FOUND, problem.type());
                }
            }
            Entry entry = city.entries
                    .current(new Subject(Subject.Type.DEVICE, Long.toString(lift)), "inspection")
                    .orElseThrow();
            Entry shown = Mask.of(entry, CityKinds.INSPECTION, Access.audience(Optional.empty(), parties(city)));
            assertEquals(Set.of("on", "result"), shown.values().byName().keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_search_finds_by_range_within_scope_and_leaves_out_what_was_corrected(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            Entry first = inspected(city, lift, "2026-03-01", "pass", OptionalLong.empty());
            Entry corrected = inspected(city, lift, "2026-03-02", "pass", OptionalLong.of(first.id()));
            Entry later = inspected(city, lift, "2026-09-01", "pass", OptionalLong.empty());
            Actor body = city.actor(OrganisationKind.INSPECTION_BODY);
            assertEquals(List.of(corrected.id(), later.id()), found(city, body, "2026-01-01", "2026-12-31", false));
            assertEquals(List.of(later.id()), found(city, body, "2026-01-01", "2026-12-31", true));
            assertEquals(List.of(corrected.id()), found(city, body, "2026-03-02", "2026-03-02", false));
            assertEquals(
                    List.of(),
                    found(city, city.stranger(OrganisationKind.INSPECTION_BODY), "2026-01-01", "2026-12-31", false));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void asking_twice_under_one_key_appends_once(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            var asked = city.by(OrganisationKind.INSPECTION_BODY);
            Map<String, String> values = Map.of("on", "2026-03-01", "result", "pass");
            Entry first = city.archives.append(asked, lift, "inspection", values, MARCH, "api", OptionalLong.empty());
            Entry second = city.archives.append(asked, lift, "inspection", values, MARCH, "api", OptionalLong.empty());
            assertEquals(first, second);
            assertEquals(1, city.count("select count(*) from entry where kind = 'inspection'"));
            assertFalse(first.recordedAt().isAfter(city.now));
        }
    }

    private static Entry inspected(City city, long lift, String on, String result, OptionalLong supersedes) {
        return city.archives.append(
                city.by(OrganisationKind.INSPECTION_BODY),
                lift,
                "inspection",
                Map.of("on", on, "result", result, "report", "DJ-2026-0000001"),
                Instant.parse(on + "T04:00:00Z"),
                "api",
                supersedes);
    }

    private static Optional<ProblemType> appended(
            City city, Actor actor, long lift, String kind, Map<String, String> values) {
        try {
            city.archives.append(city.by(actor), lift, kind, values, MARCH, "api", OptionalLong.empty());
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(e.type());
        }
    }

    private static List<Long> found(City city, Actor actor, String from, String to, boolean current) {
        Page<Entry> page = city.archives.search(
                actor, new Search("inspection", "on", Optional.of(from), Optional.of(to), current), Cursor.first());
        return page.items().stream().map(Entry::id).toList();
    }

    private static Optional<String> result(List<Entry> entries) {
        return entries.stream()
                .filter(e -> e.kind().equals("inspection"))
                .findFirst()
                .flatMap(e -> e.values().text("result"));
    }

    private static Parties parties(City city) {
        return new Parties(
                City.HERE,
                OptionalLong.of(city.here(OrganisationKind.USING_UNIT).id()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }
}
