package org.teshema.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Breaker;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.segment.SegmentTable;
import org.teshema.engine.store.Database;
import org.teshema.plugin.elevator.ElevatorPlugin;
import org.teshema.plugin.forklift.ForkliftPlugin;
import org.teshema.plugin.pipeline.PipelinePlugin;
import org.teshema.plugin.ride.RidePlugin;

class SweepTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final int LONG_ENOUGH = 200;

    private static Sweep sweep(RuleCity city) {
        return new Sweep(city.city.database, city.table, city.guard, city.city.clock);
    }

    private static long device(RuleCity city, String category) {
        return city.city
                .register
                .enter(city.city.by(OrganisationKind.CITY_BUREAU), city.city.newDevice(category))
                .id();
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_clocks_of_all_devices_are_those_of_each_one(Database database) {
        try (var city = new RuleCity(database, new ForkliftPlugin(), new ElevatorPlugin())) {
            for (int i = 0; i < 12; i++) {
                long forklift = device(city, "5110");
                long lift = device(city, "3110");
                if (i % 3 > 0) {
                    city.entry(
                            forklift, CityKinds.INSPECTION, "202" + (2 + i % 4) + "-06-05", Map.of("result", "pass"));
                    city.entry(
                            lift,
                            CityKinds.COMMISSIONING,
                            "20" + (12 + i) + "-09-10",
                            Map.of(CityKinds.WORKS, CityKinds.INSTALLATION, "result", "pass"));
                }
                if (i % 4 == 1) {
                    // Words outside ASCII go through the bytes as well.
                    city.entry(lift, CityKinds.INSPECTION, "2026-02-05", Map.of("result", "pass", "report", "检验-“一”"));
                }
            }
            long crane = device(city, "4110");
            DeviceClocks single = city.clocks();
            for (OrganisationKind kind : OrganisationKind.values()) {
                Actor actor = city.city.actor(kind);
                var swept = new HashMap<Long, Optional<Outcome<List<ClockReading>>>>();
                long count = sweep(city)
                        .over(
                                actor,
                                DeviceFilter.none(),
                                TODAY,
                                (device, readings) ->
                                        assertEquals(null, swept.put(device.id().value(), readings)));
                assertEquals(25, count, kind.name());
                assertEquals(25, swept.size(), kind.name());
                assertEquals(Optional.empty(), swept.remove(crane), "no plugin serves cranes");
                swept.forEach((id, readings) -> assertEquals(
                        single.on(actor, id, TODAY, Optional.empty(), Language.ZH)
                                .readings(),
                        readings.orElseThrow().answer().orElseThrow(),
                        kind.name()));
            }
            pressing(city);
            assertEquals(
                    0,
                    sweep(city)
                            .over(
                                    city.city.stranger(OrganisationKind.DISTRICT),
                                    DeviceFilter.none(),
                                    TODAY,
                                    (device, readings) -> {}));
        }
    }

    /** What is listed page by page of what is overdue or soon due is what is counted, within the scope. */
    private static void pressing(RuleCity city) {
        var due = new DueDevices(city.city.database, sweep(city), city.city.clock);
        try {
            for (OrganisationKind kind : OrganisationKind.values()) {
                held(due, sweep(city), city.city.actor(kind));
            }
            Actor stranger = city.city.stranger(OrganisationKind.DISTRICT);
            assertEquals(List.of(), all(due, stranger, DueDevices.PRESSING));
            assertEquals(0, counted(due, stranger).of(DueStatus.OVERDUE));
        } finally {
            due.close();
        }
    }

    private static void held(DueDevices due, Sweep sweep, Actor actor) {
        List<DueCount> counts = new DueFigures(sweep).count(actor, DeviceFilter.none(), TODAY, Optional.empty());
        DueDevices.Tally tally = counted(due, actor);
        for (DueStatus status : DueDevices.PRESSING) {
            long counted = counts.stream().mapToLong(one -> one.of(status)).sum();
            List<DueDevice> listed = all(due, actor, Set.of(status));
            assertEquals(counted, listed.size(), actor.login() + status);
            assertEquals(counted, tally.of(status), actor.login() + status);
            List<Long> ids = listed.stream().map(DueDevice::id).toList();
            assertEquals(ids.stream().distinct().sorted().toList(), ids);
            assertTrue(listed.stream()
                    .allMatch(one ->
                            one.reading().status() == status && one.usingUnit().isPresent()));
        }
        assertTrue(tally.of(DueStatus.OVERDUE) > 0, "something is overdue");
    }

    private static List<DueDevice> all(DueDevices due, Actor actor, Set<DueStatus> statuses) {
        List<DueDevice> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<DueDevice> page = due.list(actor, DeviceFilter.none(), statuses, Cursor.of(cursor, Optional.of(2)));
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    private static DueDevices.Tally counted(DueDevices due, Actor actor) {
        Optional<DueDevices.Tally> tally = due.tally(actor);
        for (int i = 0; i < LONG_ENOUGH && tally.isEmpty(); i++) {
            tally = due.tally(actor);
        }
        return tally.orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_part_goes_by_its_set_and_a_unit_by_its_segments(Database database) {
        try (var city = new RuleCity(database, new RidePlugin(), new PipelinePlugin())) {
            long ride = device(city, "6A00");
            long car = device(city, "6A00");
            city.entry(ride, CityKinds.INSPECTION, "2025-12-05", Map.of("result", "pass"));
            database.write(unit ->
                    unit.update("update device set mother_id = ?, mother_role = 'car' where id = ?", ride, car));
            long pipe = device(city, "8310");
            String table = "管道名称,管道编号,管道级别,管道长度,投用年月,安全状况等级,检验结论,上次检验日期\n"
                    + "甲管,S-1,GC2,100,2012-06,2,符合要求,2021-05-10\n乙管,S-2,GC3,50,2012-06,3,符合要求,2023-09-30";
            new SegmentTable(database, city.city.writes, city.city.devices, city.table, city.guard, city.city.clock)
                    .replace(city.city.by(OrganisationKind.USING_UNIT), pipe, table.getBytes(StandardCharsets.UTF_8));
            Actor bureau = city.city.actor(OrganisationKind.CITY_BUREAU);
            var swept = new HashMap<Long, List<ClockReading>>();
            sweep(city)
                    .over(
                            bureau,
                            DeviceFilter.none(),
                            TODAY,
                            (device, readings) -> swept.put(
                                    device.id().value(),
                                    readings.orElseThrow().answer().orElseThrow()));
            assertEquals(List.of(), swept.get(car), "a car has no clock of its own");
            assertEquals(DueStatus.DUE_SOON, reading(swept.get(ride)).status(), "its ride has");
            assertEquals(
                    Optional.of(LocalDate.parse("2026-09-30")),
                    reading(swept.get(pipe)).due());
            for (long device : List.of(ride, car, pipe)) {
                assertEquals(
                        city.clocks()
                                .on(bureau, device, TODAY, Optional.empty(), Language.ZH)
                                .readings(),
                        swept.get(device));
            }
            // A month later the second line is done: what was due before its new inspection was known stays as it was.
            city.city.now = city.city.now.plus(Duration.ofDays(30));
            new SegmentTable(database, city.city.writes, city.city.devices, city.table, city.guard, city.city.clock)
                    .replace(
                            city.city.by(OrganisationKind.USING_UNIT),
                            pipe,
                            table.replace("2023-09-30", "2026-12-01").getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    Optional.of(LocalDate.parse("2026-09-30")),
                    reading(city.clocks()
                                    .on(bureau, pipe, TODAY, Optional.empty(), Language.ZH)
                                    .readings())
                            .due());
        }
    }

    private static ClockReading reading(List<ClockReading> readings) {
        return readings.stream()
                .filter(one -> one.clock().equals("inspection"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_figures_count_each_device_once_by_category_district_and_status(Database database) {
        try (var city = new RuleCity(database, new ForkliftPlugin())) {
            city.entry(device(city, "5110"), CityKinds.INSPECTION, "2026-02-05", Map.of("result", "pass"));
            city.entry(device(city, "5110"), CityKinds.INSPECTION, "2024-12-05", Map.of("result", "pass"));
            city.entry(device(city, "5110"), CityKinds.INSPECTION, "2024-10-05", Map.of("result", "pass"));
            city.entry(device(city, "5110"), CityKinds.INSPECTION, "2026-10-05", Map.of("result", "fail"));
            device(city, "5110");
            city.city.lift();
            city.city.foreignLift();
            var figures = new DueFigures(sweep(city));
            Actor bureau = city.city.actor(OrganisationKind.CITY_BUREAU);
            List<DueCount> counts = figures.count(bureau, DeviceFilter.none(), TODAY, Optional.empty());
            assertEquals(3, counts.size());
            assertEquals(new DueCount(new CatalogueCode("3110"), City.THERE, 1, Map.of(), 1, 0), counts.get(0));
            assertEquals(new DueCount(new CatalogueCode("3110"), City.HERE, 1, Map.of(), 1, 0), counts.get(1));
            assertEquals(
                    new DueCount(
                            new CatalogueCode("5110"),
                            City.HERE,
                            5,
                            Map.of(
                                    DueStatus.VALID, 1L,
                                    DueStatus.DUE_SOON, 1L,
                                    DueStatus.OVERDUE, 1L,
                                    DueStatus.FAILED, 1L,
                                    DueStatus.UNKNOWN, 1L),
                            0,
                            0),
                    counts.get(2));
            assertEquals(
                    5,
                    figures.count(bureau, DeviceFilter.none(), TODAY, Optional.of("testing"))
                            .get(2)
                            .none());
            Actor other = city.city.stranger(OrganisationKind.DISTRICT);
            assertEquals(
                    1,
                    figures.count(other, DeviceFilter.none(), TODAY, Optional.empty())
                            .size());
            var lifts = new DeviceFilter(
                    Optional.of(new CatalogueCode("3000")),
                    Optional.of(City.HERE),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    // What would end a literal, were it not quoted.
                    Optional.of("'\\号"));
            assertEquals(
                    0, figures.count(bureau, lifts, TODAY, Optional.empty()).size());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_plugin_that_throws_costs_the_device_it_was_asked_about_and_goes_on_serving(Database database) {
        try (var city = new RuleCity(database)) {
            Admitted plugin = city.serve(new Shipping(List.of(), context -> {
                        if (context.device().id().value() % 2 == 0) {
                            throw new StackOverflowError();
                        }
                        return StatutoryClock.read(context, List.of(StatutoryClock.inspection()));
                    }))
                    .get(0);
            for (int i = 0; i < 40; i++) {
                device(city, "5110");
            }
            List<DueCount> counts = new DueFigures(sweep(city))
                    .count(city.city.actor(OrganisationKind.CITY_BUREAU), DeviceFilter.none(), TODAY, Optional.empty());
            assertEquals(20, counts.get(0).unanswered());
            assertEquals(20, plugin.faults());
            assertEquals(40, plugin.calls());
            assertEquals(Breaker.CLOSED, plugin.breaker());
            assertTrue(plugin.nanos() > 0);
        }
    }
}
