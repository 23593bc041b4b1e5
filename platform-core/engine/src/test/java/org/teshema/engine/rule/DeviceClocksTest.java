package org.teshema.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rule;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceChange;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.plugin.ride.RidePlugin;

class DeviceClocksTest {
    private static final Map<String, Object> PASS = Map.of("result", "pass");

    /** Every 12 months until the end of November 2022, every 24 months since: what TSG 81-2022 changed for forklifts. */
    private static final Shipping FORKLIFTS = new Shipping(List.of(
            rule("forklift-N0001", "2017-06-01", Optional.of("2022-11-30"), "12"),
            rule("forklift-81", "2022-12-01", Optional.empty(), "24")));

    private static Rule rule(String id, String from, Optional<String> until, String months) {
        return RuleCity.forklift(id, from, until, Map.of("months", months)).toRule();
    }

    private static DayClocks on(RuleCity city, long device, String day) {
        return city.clocks().on(city(city), device, LocalDate.parse(day), Optional.empty(), Language.ZH);
    }

    private static Actor city(RuleCity city) {
        return city.city.actor(OrganisationKind.CITY_BUREAU);
    }

    private static DeviceFile forklift(RuleCity city) {
        return city.city.register.enter(city.city.by(OrganisationKind.CITY_BUREAU), city.city.newDevice("5110"));
    }

    private static String said(DayClocks clocks) {
        ClockReading reading = clocks.readings().get(0);
        return reading.status() + " " + reading.due().map(LocalDate::toString).orElse("-") + " "
                + reading.rule().orElse("-");
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_was_due_on_a_day_is_answered_under_the_rules_and_from_the_entries_of_that_day(Database database) {
        try (var city = new RuleCity(database, FORKLIFTS)) {
            long device = forklift(city).id();
            city.entry(device, CityKinds.INSPECTION, "2021-08-10", PASS);
            city.entry(device, CityKinds.INSPECTION, "2025-06-05", PASS);
            // Of 2021-08: due by the end of 2022-08 under the old rule, by the end of 2023-08 under the new one.
            assertEquals("UNKNOWN - forklift-N0001", said(on(city, device, "2021-08-09")));
            assertEquals("VALID 2022-08-31 forklift-N0001", said(on(city, device, "2021-08-10")));
            assertEquals("DUE_SOON 2022-08-31 forklift-N0001", said(on(city, device, "2022-08-31")));
            assertEquals("OVERDUE 2022-08-31 forklift-N0001", said(on(city, device, "2022-11-30")));
            assertEquals("VALID 2023-08-31 forklift-81", said(on(city, device, "2022-12-01")));
            assertEquals("OVERDUE 2023-08-31 forklift-81", said(on(city, device, "2025-03-01")));
            assertEquals("VALID 2027-06-30 forklift-81", said(on(city, device, "2025-06-05")));
            assertEquals(said(on(city, device, "2025-06-05")), said(on(city, device, "2026-11-24")));
            assertEquals("OVERDUE 2027-06-30 forklift-81", said(on(city, device, "2027-07-01")));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_part_of_a_set_has_no_clock_of_its_own_on_a_day_when_its_status_was_another(Database database) {
        try (var city = new RuleCity(database, new RidePlugin())) {
            city.city.now = RuleCity.noon("2025-01-10");
            long ride = city.city
                    .register
                    .enter(city.city.by(OrganisationKind.CITY_BUREAU), city.city.newDevice("6A00"))
                    .id();
            long car = city.city
                    .register
                    .enter(city.city.by(OrganisationKind.CITY_BUREAU), city.city.newDevice("6A00"))
                    .id();
            city.entry(car, CityKinds.INSPECTION, "2025-01-10", PASS);
            database.write(unit ->
                    unit.update("update device set mother_id = ?, mother_role = 'car' where id = ?", ride, car));
            city.city.now = RuleCity.noon("2026-11-24");
            database.write(unit -> unit.update("update device set status = 'STOPPED' where id = ?", car));
            DayClocks then = on(city, car, "2025-03-01");
            assertEquals(DeviceStatus.IN_USE, then.status());
            assertEquals(List.of(), then.readings());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void with_known_the_answer_is_the_one_that_could_have_been_given_then(Database database) {
        try (var city = new RuleCity(database, FORKLIFTS)) {
            long device = forklift(city).id();
            Entry first =
                    city.entry(device, CityKinds.INSPECTION, "2024-08-10", "2024-08-11", PASS, OptionalLong.empty());
            // Recorded half a year late, and a failure at that; and the first was corrected to a failure in 2026.
            city.entry(device, CityKinds.INSPECTION, "2025-02-10", "2025-08-10", PASS, OptionalLong.empty());
            city.entry(
                    device,
                    CityKinds.INSPECTION,
                    "2024-08-10",
                    "2026-03-01",
                    Map.of("result", "fail"),
                    OptionalLong.of(first.id()));
            LocalDate day = LocalDate.parse("2025-03-01");
            assertEquals("VALID 2027-02-28 forklift-81", said(on(city, device, "2025-03-01")));
            assertEquals("VALID 2026-08-31 forklift-81", said(known(city, device, day, "2025-03-01")));
            assertEquals("FAILED - forklift-81", said(on(city, device, "2024-12-01")));
            assertEquals(
                    "VALID 2026-08-31 forklift-81",
                    said(known(city, device, LocalDate.parse("2024-12-01"), "2026-02-01")));
            // So with a correction of the rule itself: it was not known before it was made.
            city.books.add(
                    city.city.by(OrganisationKind.CITY_BUREAU),
                    "forklift",
                    RuleCity.forklift("forklift-81", "2022-12-01", Optional.empty(), Map.of("months", "36")),
                    "市局通知");
            assertEquals("VALID 2028-02-29 forklift-81", said(on(city, device, "2025-03-01")));
            assertEquals("VALID 2026-08-31 forklift-81", said(known(city, device, day, "2025-03-01")));
        }
    }

    private static DayClocks known(RuleCity city, long device, LocalDate day, String known) {
        Instant then = RuleCity.noon(known);
        return city.clocks().on(city(city), device, day, Optional.of(then), Language.ZH);
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_device_that_was_stopped_meanwhile_was_in_use_on_the_days_before(Database database) {
        try (var city = new RuleCity(database, FORKLIFTS)) {
            city.city.now = RuleCity.noon("2025-01-10");
            DeviceFile device = forklift(city);
            city.entry(device.id(), CityKinds.INSPECTION, "2025-01-10", PASS);
            city.city.now = RuleCity.noon("2025-09-01");
            city.city.register.change(
                    city.city.by(OrganisationKind.DISTRICT),
                    device.id(),
                    new DeviceChange(
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(DeviceStatus.STOPPED),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            Optional.empty(),
                            Optional.of("停用")));
            city.city.now = RuleCity.noon("2026-01-01");
            DayClocks before = on(city, device.id(), "2025-08-31");
            assertEquals(DeviceStatus.IN_USE, before.status());
            assertTrue(before.statusRecorded());
            assertEquals(DueStatus.VALID, before.readings().get(0).status());
            assertEquals(
                    DueStatus.STOPPED,
                    on(city, device.id(), "2025-09-01").readings().get(0).status());
            assertEquals(
                    DueStatus.STOPPED,
                    on(city, device.id(), "2026-01-01").readings().get(0).status());
            // Before it was entered the register tells nothing; the first it ever told is nearer than today's.
            DayClocks unknown = on(city, device.id(), "2024-12-31");
            assertEquals(DeviceStatus.IN_USE, unknown.status());
            assertFalse(unknown.statusRecorded());
        }
    }

    @Test
    void only_who_may_see_the_device_is_answered_and_all_of_them_the_same() {
        try (var city = new RuleCity(TestDatabases.h2(), FORKLIFTS)) {
            long device = forklift(city).id();
            city.entry(device, CityKinds.INSPECTION, "2025-06-05", PASS);
            LocalDate day = LocalDate.parse("2025-07-01");
            for (OrganisationKind kind : OrganisationKind.values()) {
                assertEquals(
                        "VALID 2027-06-30 forklift-81",
                        said(city.clocks().on(city.city.actor(kind), device, day, Optional.empty(), Language.EN)),
                        kind.name());
                if (kind != OrganisationKind.CITY_BUREAU) {
                    Problem hidden = assertThrows(
                            Problem.class,
                            () -> city.clocks()
                                    .on(city.city.stranger(kind), device, day, Optional.empty(), Language.EN));
                    assertEquals(ProblemType.NOT_FOUND, hidden.type(), kind.name());
                }
            }
        }
    }

    @Test
    void without_a_plugin_there_are_no_clocks_and_a_failing_one_leaves_a_gap() {
        try (var city = new RuleCity(TestDatabases.h2())) {
            long device = forklift(city).id();
            DayClocks none = on(city, device, "2025-07-01");
            assertEquals(Optional.empty(), none.plugin());
            assertEquals(List.of(), none.readings());
            assertEquals(Optional.empty(), none.gap());
            city.serve(new Shipping(List.of(), context -> {
                throw new IllegalStateException("no table");
            }));
            DayClocks gap = on(city, device, "2025-07-01");
            assertEquals(Optional.of("forklift"), gap.plugin());
            assertEquals(Optional.of(Gap.FAILED), gap.gap());
        }
    }
}
