package org.teshema.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;

class DeviceScopeTest {
    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void lists_counts_exports_and_look_ups_show_each_role_the_same_devices(Database database) throws Exception {
        try (database) {
            var city = new City(database);
            var all = new ArrayList<Long>();
            for (int i = 0; i < 3; i++) {
                all.add(city.lift().id());
                all.add(city.foreignLift().id());
            }
            for (OrganisationKind role : OrganisationKind.values()) {
                for (Actor actor : List.of(city.actor(role), city.stranger(role))) {
                    Set<Long> single = single(city, actor, all);
                    assertEquals(single, listed(city, actor), actor.login());
                    assertEquals(single.size(), city.devices.count(actor, DeviceFilter.none()), actor.login());
                    assertEquals(single, exported(city, actor), actor.login());
                    assertEquals(single, searched(city, actor), actor.login());
                    assertEquals(
                            single.size(),
                            city.devices.byKind(actor).stream()
                                    .mapToLong(Devices.KindCount::all)
                                    .sum(),
                            actor.login());
                    assertEquals(
                            single.size(),
                            new DeviceSearch(database, city.clock)
                                    .count(actor, DeviceFilter.none(), Optional.of("号梯"), 100),
                            actor.login());
                    assertEquals(role == OrganisationKind.CITY_BUREAU ? 6 : 3, single.size(), actor.login());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void equipment_outside_the_plan_is_refused_with_the_plans_reason(Database database) {
        try (database) {
            var city = new City(database);
            for (String category : List.of("2210", "23T0", "7320", "F220", "7310", "3000", "3199")) {
                Problem problem = assertThrows(
                        Problem.class,
                        () -> city.register.enter(city.by(OrganisationKind.CITY_BUREAU), city.newDevice(category)),
                        category);
                assertEquals(Optional.of("category"), problem.field());
                assertEquals(category.startsWith("2"), problem.detail().zh().contains("实施方案"), category);
            }
            assertEquals(0, city.count("select count(*) from device"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_change_needs_the_version_seen_and_leaves_the_register_of_the_day_before_answerable(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            var before = city.now;
            city.now = city.now.plusSeconds(86_400);
            DeviceFile changed = city.register.change(
                    city.by(OrganisationKind.USING_UNIT), lift.id(), rename(0, "东侧1号梯", Optional.empty()));
            assertEquals("东侧1号梯", changed.device().name());
            assertEquals(1, changed.device().version());
            Problem stale = assertThrows(
                    Problem.class,
                    () -> city.register.change(
                            city.by(OrganisationKind.USING_UNIT), lift.id(), rename(0, "x", Optional.empty())));
            assertEquals(ProblemType.STALE_VERSION, stale.type());
            Problem forbidden = assertThrows(
                    Problem.class,
                    () -> city.register.change(
                            city.by(OrganisationKind.USING_UNIT),
                            lift.id(),
                            rename(1, "x", Optional.of(DeviceStatus.STOPPED))));
            assertEquals(ProblemType.FORBIDDEN, forbidden.type());
            Problem missing = assertThrows(
                    Problem.class,
                    () -> city.register.change(
                            city.by(city.stranger(OrganisationKind.USING_UNIT)),
                            lift.id(),
                            rename(1, "x", Optional.empty())));
            assertEquals(ProblemType.NOT_FOUND, missing.type());
            assertEquals(
                    Optional.of("1号梯"),
                    city.archives.asOf(city.actor(OrganisationKind.DISTRICT), lift.id(), before).stream()
                            .filter(e -> e.kind().equals("particulars"))
                            .findFirst()
                            .flatMap(e -> e.values().text("name")));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_number_is_found_however_it_is_typed_and_a_new_certificate_ends_the_old_one(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            Actor district = city.actor(OrganisationKind.DISTRICT);
            city.register.addIdentifier(
                    city.by(district), lift.id(), 0, number("use_cert", "梯11沪A00001(17)", "2017-05-01"));
            assertEquals(Set.of(lift.id()), found(city, district, "梯11沪Ａ００００１（１７）"));
            assertEquals(Set.of(lift.id()), found(city, district, " 梯11沪a00001(17) "));
            assertEquals(Set.of(), found(city, city.stranger(OrganisationKind.DISTRICT), "梯11沪A00001(17)"));
            DeviceFile now = city.register.addIdentifier(
                    city.by(district), lift.id(), 1, number("use_cert", "梯11沪A00002(26)", "2026-06-01"));
            assertEquals(
                    Optional.of(LocalDate.of(2026, 5, 31)),
                    now.identifiers().get(0).until());
            assertEquals(Set.of(lift.id()), found(city, district, "梯11沪A00001(17)"));
            assertThrows(
                    Problem.class,
                    () -> city.register.addIdentifier(
                            city.by(district), lift.id(), 2, number("use_cert", "梯1沪E3622(16)", "2026-06-01")));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_transfer_to_another_district_moves_the_device_out_of_sight_of_the_old_one(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            Actor there = city.stranger(OrganisationKind.DISTRICT);
            long unit =
                    city.stranger(OrganisationKind.USING_UNIT).organisation().id();
            var transfer = new Transfer(
                    0,
                    OptionalLong.of(unit),
                    Optional.of(City.THERE),
                    OptionalLong.empty(),
                    Optional.of("和平路2号"),
                    Optional.of("梯11沪E00009(26)"),
                    LocalDate.of(2026, 11, 1),
                    "移装");
            DeviceFile moved = city.register.transfer(city.by(OrganisationKind.DISTRICT), lift.id(), transfer);
            assertEquals(City.THERE, moved.device().district());
            assertEquals(List.of(lift.id() + " " + unit + " " + City.THERE), city.followed);
            assertTrue(moved.station().isEmpty());
            assertEquals(unit, moved.device().usingUnit().orElseThrow().id());
            assertEquals(lift.id(), city.devices.get(there, lift.id()).id());
            assertThrows(Problem.class, () -> city.devices.get(city.actor(OrganisationKind.DISTRICT), lift.id()));
        }
    }

    private static Set<Long> single(City city, Actor actor, List<Long> ids) {
        var seen = new TreeSet<Long>();
        for (long id : ids) {
            try {
                seen.add(city.devices.get(actor, id).id());
            } catch (Problem e) {
                assertEquals(ProblemType.NOT_FOUND, e.type());
            }
        }
        return seen;
    }

    private static Set<Long> searched(City city, Actor actor) {
        return new DeviceSearch(city.database, city.clock)
                .find(actor, DeviceFilter.none(), Optional.of("号梯"), Cursor.first()).items().stream()
                        .map(DeviceFile::id)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Long> listed(City city, Actor actor) {
        var seen = new TreeSet<Long>();
        Optional<String> next = Optional.empty();
        do {
            Page<DeviceFile> page = city.devices.list(actor, DeviceFilter.none(), Cursor.of(next, Optional.of(2)));
            page.items().forEach(file -> assertTrue(seen.add(file.id()), "twice: " + file.id()));
            next = page.next();
        } while (next.isPresent());
        return seen;
    }

    private static Set<Long> exported(City city, Actor actor) throws IOException {
        var csv = new StringWriter();
        city.export.write(actor, DeviceFilter.none(), csv);
        var seen = new TreeSet<Long>();
        csv.toString().lines().skip(1).forEach(line -> seen.add(Long.valueOf(line.substring(0, line.indexOf(',')))));
        return seen;
    }

    private static Set<Long> found(City city, Actor actor, String number) {
        return city.devices.list(actor, DeviceFilter.carrying(number), Cursor.first()).items().stream()
                .map(DeviceFile::id)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static NewIdentifier number(String kind, String value, String from) {
        return new NewIdentifier(kind, value, "登记证", Optional.of(LocalDate.parse(from)), Optional.empty());
    }

    private static DeviceChange rename(int version, String name, Optional<DeviceStatus> status) {
        return new DeviceChange(
                version,
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                status,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
