package org.teshema.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.Rule;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.device.DeviceChange;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.segment.SegmentTable;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.plugin.pipeline.PipelinePlugin;
import org.teshema.plugin.ride.RidePlugin;

@Timeout(120)
class ReplaysTest {
    private static final Map<String, Object> PASS = Map.of("result", "pass");
    private static final Rule EVERY_TWO_YEARS = RuleCity.forklift(
                    "forklift-81", "2022-12-01", Optional.empty(), Map.of("months", "24"))
            .toRule();

    /**
     * A history written by hand: forklifts inspected every two years since December 2022, and what happened to each of them. What
     * is due in a month is due on its last day.
     */
    private static final class Yard implements AutoCloseable {
        final RuleCity city;
        final long a;
        final long b;
        final long c;
        final long d;
        final long g;

        Yard(Database database, Shipping plugin) {
            city = new RuleCity(database, plugin);
            city.city.now = RuleCity.noon("2022-12-10");
            a = forklift();
            b = forklift();
            c = forklift();
            d = forklift();
            g = forklift();
            city.city.lift();
            inspected(a, "2023-03-10");
            inspected(a, "2025-05-20");
            inspected(b, "2024-06-15");
            inspected(b, "2025-09-02");
            inspected(c, "2024-02-10");
            inspected(c, "2025-02-20");
            inspected(d, "2024-01-10");
            inspected(g, "2023-12-15");
            // An entry that was a mistake counts for nothing once it is corrected: g was not inspected in 2024.
            Entry mistake = city.entry(g, CityKinds.INSPECTION, "2024-12-20", PASS);
            city.entry(g, CityKinds.INSPECTION, "2023-12-15", "2026-01-10", PASS, OptionalLong.of(mistake.id()));
            standing(d, 0, "2025-03-01", DeviceStatus.STOPPED);
            standing(d, 1, "2025-05-01", DeviceStatus.IN_USE);
            city.city.now = RuleCity.noon("2026-11-24");
        }

        private long forklift() {
            return device(city, "5110");
        }

        private void inspected(long device, String day) {
            city.entry(device, CityKinds.INSPECTION, day, PASS);
        }

        private void standing(long device, int version, String day, DeviceStatus status) {
            city.city.now = RuleCity.noon(day);
            city.city.register.change(
                    city.city.by(OrganisationKind.CITY_BUREAU),
                    device,
                    new DeviceChange(
                            version,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(status),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            Optional.empty(),
                            Optional.of("停用和启用")));
        }

        Replays replays() {
            return new Replays(city.city.database, city.table, city.guard, city.books, city.city.clock);
        }

        Replay replay(Actor actor, ProposedRow row) {
            return replays().of(actor, order(row));
        }

        Actor bureau() {
            return city.city.actor(OrganisationKind.CITY_BUREAU);
        }

        @Override
        public void close() {
            city.close();
        }
    }

    private static ReplayOrder order(ProposedRow row) {
        return new ReplayOrder(
                "forklift",
                row,
                LocalDate.parse("2025-01-01"),
                LocalDate.parse("2025-12-31"),
                Optional.empty(),
                Optional.empty(),
                ReplayOrder.USUAL);
    }

    private static ProposedRow yearly(String from) {
        return RuleCity.forklift("forklift-81", from, Optional.empty(), Map.of("months", "12"));
    }

    private static Yard yard(Database database) {
        return new Yard(database, new Shipping(List.of(EVERY_TWO_YEARS)));
    }

    /** One line for each firing: device, day, due, under which rules. */
    private static List<String> said(Replay replay) {
        return replay.firings().stream()
                .map(one -> one.device().id() + " " + one.day() + " due "
                        + (one.proposed() ? one.after() : one.before())
                                .orElseThrow()
                                .due()
                                .orElseThrow()
                        + (one.proposed() ? " proposed" : "") + (one.inForce() ? " in force" : ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_row_that_had_held_all_the_time_fires_on_the_days_written_beside_the_history(Database database) {
        try (var yard = yard(database)) {
            Replay replay = yard.replay(yard.bureau(), yearly("2022-12-01"));
            assertEquals(
                    List.of(
                            // In force: of 2023-03, due by the end of 2025-03. Proposed: overdue since 2024-04, before
                            // the year.
                            yard.a + " 2025-04-01 due 2025-03-31 in force",
                            // Of 2024-06.
                            yard.b + " 2025-07-01 due 2025-06-30 proposed",
                            // Of 2024-01; stopped in March, and overdue again when it came back into use in May.
                            yard.d + " 2025-02-01 due 2025-01-31 proposed",
                            yard.d + " 2025-05-01 due 2025-01-31 proposed",
                            // Of 2023-12, on the first day of the period.
                            yard.g + " 2025-01-01 due 2024-12-31 proposed"),
                    said(replay));
            assertEquals(5, replay.devices(), "the lift is none of its business");
            assertEquals(4, replay.proposed());
            assertEquals(1, replay.inForce());
            assertEquals(0, replay.both());
            assertEquals(1, replay.stoodProposed(), "a");
            assertEquals(0, replay.stoodInForce());
            assertEquals(0, replay.unanswered());
            assertTrue(replay.complete());
            assertEquals(List.of(new Replay.Place(City.HERE, new CatalogueCode("5110"), 4, 1, 0)), replay.places());
            assertEquals(0, city(yard, "select count(*) from rule_row"), "nothing is kept");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_row_that_begins_in_the_period_fires_on_its_first_day_for_whoever_it_finds_late(Database database) {
        try (var yard = yard(database)) {
            Replay replay = yard.replay(yard.bureau(), yearly("2025-07-01"));
            assertEquals(
                    List.of(
                            yard.a + " 2025-04-01 due 2025-03-31 proposed in force",
                            yard.b + " 2025-07-01 due 2025-06-30 proposed",
                            yard.d + " 2025-07-01 due 2025-01-31 proposed",
                            yard.g + " 2025-07-01 due 2024-12-31 proposed"),
                    said(replay));
            assertEquals(4, replay.proposed());
            assertEquals(1, replay.inForce());
            assertEquals(1, replay.both());
            assertEquals(
                    "VALID",
                    replay.firings().get(1).before().orElseThrow().status().name());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_unit_is_judged_by_its_segments_as_they_stood_and_a_part_of_a_set_has_no_clock(Database database) {
        try (var city = new RuleCity(database, new PipelinePlugin(), new RidePlugin())) {
            city.city.now = RuleCity.noon("2024-02-01");
            long pipe = device(city, "8310");
            var segments = new SegmentTable(
                    database, city.city.writes, city.city.devices, city.table, city.guard, city.city.clock);
            String table = "管道名称,管道编号,管道级别,管道长度,投用年月,安全状况等级,检验结论,上次检验日期\n"
                    + "甲管,S-1,GC2,100,2012-06,2,符合要求,2023-05-31\n乙管,S-2,GC2,50,2012-06,2,符合要求,2019-03-31";
            segments.replace(city.city.by(OrganisationKind.USING_UNIT), pipe, table.getBytes(StandardCharsets.UTF_8));
            long ride = device(city, "6A00");
            long car = device(city, "6A00");
            database.write(change ->
                    change.update("update device set mother_id = ?, mother_role = 'car' where id = ?", ride, car));
            for (long one : List.of(ride, car)) {
                city.entry(one, CityKinds.INSPECTION, "2024-05-20", PASS);
            }
            // Two months late the second line is inspected.
            city.city.now = RuleCity.noon("2025-06-10");
            segments.replace(
                    city.city.by(OrganisationKind.USING_UNIT),
                    pipe,
                    table.replace("2019-03-31", "2025-06-01").getBytes(StandardCharsets.UTF_8));
            city.city.now = RuleCity.noon("2026-11-24");

            // Of 2019-03: 72 months for the class GC2 end with March 2025.
            Replay pipes = replay(city, new PipelinePlugin().rules(), "pipe-industrial", "pipeline");
            assertEquals(List.of(pipe + " 2025-04-01 due 2025-03-31 proposed in force"), said(pipes));
            // Of 2024-05: a year later, and the ride alone is late for it.
            Replay rides = replay(city, new RidePlugin().rules(), "ride-71", "ride");
            assertEquals(List.of(ride + " 2025-06-01 due 2025-05-31 proposed in force"), said(rides));
            assertEquals(2, rides.devices());
        }
    }

    private static long device(RuleCity city, String category) {
        return city.city
                .register
                .enter(city.city.by(OrganisationKind.CITY_BUREAU), city.city.newDevice(category))
                .id();
    }

    /** The year 2025 with a rule as it was. */
    private static Replay replay(RuleCity city, List<Rule> rules, String id, String plugin) {
        LocalDate first = LocalDate.parse("2025-01-01");
        LocalDate last = LocalDate.parse("2025-12-31");
        Rule rule = rules.stream()
                .filter(one -> one.id().equals(id) && one.holdsOn(last))
                .findFirst()
                .orElseThrow();
        return new Replays(city.city.database, city.table, city.guard, city.books, city.city.clock)
                .of(
                        city.city.actor(OrganisationKind.CITY_BUREAU),
                        new ReplayOrder(
                                plugin,
                                ProposedRow.of(rule),
                                first,
                                last,
                                Optional.empty(),
                                Optional.empty(),
                                ReplayOrder.USUAL));
    }

    @Test
    void the_rules_in_force_tried_again_change_nothing() {
        try (var yard = yard(TestDatabases.h2())) {
            Replay replay = yard.replay(yard.bureau(), ProposedRow.of(EVERY_TWO_YEARS));
            assertEquals(replay.inForce(), replay.proposed());
            assertEquals(replay.inForce(), replay.both());
            assertEquals(1, replay.both());
        }
    }

    @Test
    void the_caller_sees_its_own_devices_and_the_list_ends_where_asked_but_all_are_counted() {
        try (var yard = yard(TestDatabases.h2())) {
            Actor other = yard.city.city.stranger(OrganisationKind.DISTRICT);
            assertEquals(0, yard.replay(other, yearly("2022-12-01")).devices());
            Actor own = yard.city.city.actor(OrganisationKind.DISTRICT);
            assertEquals(4, yard.replay(own, yearly("2022-12-01")).proposed());
            Problem refused = assertThrows(
                    Problem.class,
                    () -> yard.replay(yard.city.city.actor(OrganisationKind.USING_UNIT), yearly("2022-12-01")));
            assertEquals(ProblemType.FORBIDDEN, refused.type());
            var few = new ReplayOrder(
                    "forklift",
                    yearly("2022-12-01"),
                    LocalDate.parse("2025-01-01"),
                    LocalDate.parse("2025-12-31"),
                    Optional.of(new CatalogueCode("5000")),
                    Optional.of(City.HERE),
                    2);
            Replay replay = yard.replays().of(yard.bureau(), few);
            assertEquals(2, replay.firings().size());
            assertEquals(4, replay.proposed());
        }
    }

    @Test
    void what_cannot_be_tried_is_refused_with_its_field() {
        try (var yard = yard(TestDatabases.h2())) {
            field(
                    "row.parameters",
                    () -> yard.replay(
                            yard.bureau(),
                            RuleCity.forklift("forklift-81", "2025-01-01", Optional.empty(), Map.of("month", "1"))));
            field("until", () -> order(yard, "2026-01-01", "2026-11-25"));
            field("until", () -> order(yard, "2025-12-31", "2025-01-01"));
            field("from", () -> order(yard, "2015-01-01", "2025-01-01"));
            field(
                    "plugin",
                    () -> yard.replays()
                            .of(
                                    yard.bureau(),
                                    new ReplayOrder(
                                            "nobody",
                                            yearly("2022-12-01"),
                                            LocalDate.parse("2025-01-01"),
                                            LocalDate.parse("2025-01-02"),
                                            Optional.empty(),
                                            Optional.empty(),
                                            1)));
        }
    }

    private static void order(Yard yard, String from, String until) {
        yard.replays()
                .of(
                        yard.bureau(),
                        new ReplayOrder(
                                "forklift",
                                yearly("2022-12-01"),
                                LocalDate.parse(from),
                                LocalDate.parse(until),
                                Optional.empty(),
                                Optional.empty(),
                                1));
    }

    private static void field(String field, Runnable asked) {
        Problem refused = assertThrows(Problem.class, asked::run);
        assertEquals(Optional.of(field), refused.field(), refused.getMessage());
    }

    @Test
    void one_replay_at_a_time_and_a_plugin_that_fails_for_one_device_answers_about_the_others() throws Exception {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var yard = new ArrayList<Yard>();
        try (var made = new Yard(TestDatabases.h2(), new Shipping(List.of(EVERY_TWO_YEARS), context -> {
            entered.countDown();
            await(go);
            if (context.device().id().value() == yard.get(0).b) {
                throw new IllegalStateException("an odd device");
            }
            return org.teshema.api.rule.StatutoryClock.read(
                    context, List.of(org.teshema.api.rule.StatutoryClock.inspection()));
        }))) {
            yard.add(made);
            Replays replays = made.replays();
            var first = new ArrayList<Replay>();
            var thread = new Thread(() -> first.add(replays.of(made.bureau(), order(yearly("2022-12-01")))));
            thread.start();
            assertTrue(entered.await(20, TimeUnit.SECONDS));
            Problem second = assertThrows(Problem.class, () -> replays.of(made.bureau(), order(yearly("2022-12-01"))));
            assertEquals(ProblemType.THROTTLED, second.type());
            go.countDown();
            thread.join();
            assertEquals(1, first.get(0).unanswered());
            assertEquals(3, first.get(0).proposed());
            // And the next one may begin.
            assertEquals(
                    3, replays.of(made.bureau(), order(yearly("2022-12-01"))).proposed());
        }
    }

    @Test
    void a_replay_whose_time_is_over_says_that_it_is_not_complete() {
        try (var yard = yard(TestDatabases.h2())) {
            var hurried = new Replays(
                    yard.city.city.database,
                    yard.city.table,
                    yard.city.guard,
                    yard.city.books,
                    yard.city.city.clock,
                    Duration.ofNanos(-1));
            Replay replay = hurried.of(yard.bureau(), order(yearly("2022-12-01")));
            assertFalse(replay.complete());
            assertEquals(0, replay.devices());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long city(Yard yard, String sql) {
        return yard.city.city.count(sql);
    }
}
