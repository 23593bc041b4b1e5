package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.Values;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.City;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.plugin.vehicle.VehiclePlugin;

/** What is recorded without a scan passes the same plugin as what a scan offered. */
class PluginCheckTest {
    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(5), Duration.ofSeconds(10), 4, 3, 5, Duration.ofMillis(400), Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource({"2019-12-31, 制造", "2099-01-01, 今天"})
    void a_date_that_cannot_be_is_refused_in_its_field_and_nothing_is_written(LocalDate day, String word)
            throws Exception {
        try (Database database = TestDatabases.h2()) {
            var fork = new Fork(database);
            fork.recorded("manufacture", LocalDate.of(2020, 1, 1));
            long before = fork.entries();
            Problem problem = assertThrows(Problem.class, () -> fork.recorded("inspection", day));
            assertEquals(ProblemType.INVALID, problem.type());
            assertEquals(Optional.of("on"), problem.field());
            assertTrue(problem.detail().zh().contains(word), problem.detail().zh());
            assertEquals(before, fork.entries());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_date_that_can_be_is_recorded(Database database) {
        try (database) {
            var fork = new Fork(database);
            long before = fork.entries();
            fork.recorded("manufacture", LocalDate.of(2020, 1, 1));
            fork.recorded("inspection", LocalDate.of(2020, 1, 1));
            assertEquals(before + 2, fork.entries());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_was_recorded_is_not_judged_again_when_it_is_sent_again(Database database) {
        try (database) {
            var fork = new Fork(database);
            LocalDate day = LocalDate.of(2020, 1, 1);
            WriteRequest asked = fork.city.by(OrganisationKind.INSPECTION_BODY);
            long first = fork.recorded(asked, "inspection", day);
            fork.recorded("manufacture", LocalDate.of(2021, 1, 1));
            assertEquals(first, fork.recorded(asked, "inspection", day), "by the same key");
            assertThrows(Problem.class, () -> fork.recorded("inspection", day), "by a new one");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_next_inspection_is_reckoned_by_the_rule_that_gives_it(Database database) {
        try (database) {
            var fork = new Fork(database);
            Values kept = fork.inspected(Map.of("on", "2026-05-05", "result", "pass"));
            assertEquals(Optional.of(LocalDate.of(2028, 5, 31)), kept.day("reckoned"));
            assertEquals(Optional.of("forklift-81：TSG 81-2022 4.2.1.2"), kept.text("by-rule"));
            assertEquals(Optional.empty(), kept.day("next"));
            assertTrue(kept.text("body").isPresent(), "the public is told who inspected");
            Values another = fork.inspected(Map.of("on", "2026-05-06", "result", "pass", "body", "别的检验院"));
            assertEquals(Optional.of("别的检验院"), another.text("body"));
            Values failed = fork.inspected(Map.of("on", "2026-06-05", "result", "fail"));
            assertEquals(Optional.empty(), failed.day("reckoned"), "what failed has no next date");
            assertTrue(failed.text("by-rule").isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void another_day_than_the_rule_gives_wants_a_reason_and_both_stay(Database database) {
        try (database) {
            var fork = new Fork(database);
            long before = fork.entries();
            Map<String, String> another = Map.of("on", "2026-05-05", "result", "pass", "next", "2027-05-31");
            Problem problem = assertThrows(Problem.class, () -> fork.inspected(another));
            assertEquals(Optional.of("next-reason"), problem.field());
            assertTrue(problem.detail().zh().contains("2028-05-31"), problem.detail()::zh);
            assertEquals(before, fork.entries());
            Map<String, String> why = new HashMap<>(another);
            why.put("next-reason", "工况恶劣，缩短周期");
            Values kept = fork.inspected(why);
            assertEquals(Optional.of(LocalDate.of(2027, 5, 31)), kept.day("next"));
            assertEquals(Optional.of(LocalDate.of(2028, 5, 31)), kept.day("reckoned"));
            assertEquals(Optional.of("工况恶劣，缩短周期"), kept.text("next-reason"));
            Values same = fork.inspected(Map.of("on", "2026-05-06", "result", "pass", "next", "2028-05-31"));
            assertEquals(same.day("reckoned"), same.day("next"), "the very day needs no reason");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reckoned", "by-rule"})
    void what_the_core_reckons_nobody_sends(String field) throws Exception {
        try (Database database = TestDatabases.h2()) {
            var fork = new Fork(database);
            Problem problem = assertThrows(
                    Problem.class,
                    () -> fork.inspected(Map.of("on", "2026-05-05", "result", "pass", field, "2030-01-01")));
            assertEquals(Optional.of(field), problem.field());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_serious_finding_is_in_the_inbox_of_the_district_as_soon_as_the_inspection_is_in_the_archive(
            Database database) {
        try (database) {
            var fork = new Fork(database);
            Problem passed = assertThrows(
                    Problem.class,
                    () -> fork.inspected(Map.of("on", "2026-05-05", "result", "pass", "serious", "门架开裂")));
            assertEquals(Optional.of("result"), passed.field());
            Problem untimely = assertThrows(
                    Problem.class, () -> fork.inspected(Map.of("on", "2026-05-05", "result", "pass", "minor", "灯不亮")));
            assertEquals(Optional.of("rectify"), untimely.field());
            fork.inspected(Map.of("on", "2026-05-05", "result", "pass", "minor", "灯不亮", "rectify", "2026-06-05"));
            assertEquals(0, fork.told(OrganisationKind.DISTRICT), "a minor one is for the unit to put right");
            fork.inspected(Map.of("on", "2026-05-06", "result", "fail", "serious", "门架开裂", "report", "R-7"));
            for (OrganisationKind kind :
                    List.of(OrganisationKind.DISTRICT, OrganisationKind.STATION, OrganisationKind.USING_UNIT)) {
                assertEquals(1, fork.told(kind), kind::name);
            }
            assertEquals(
                    1,
                    fork.city.count("select count(*) from entry where kind = 'serious-finding' and fields like"
                            + " '%R-7%门架开裂%' and author = (select author from entry where kind = 'inspection'"
                            + " order by id desc fetch first 1 rows only)"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_inspection_whose_finding_cannot_be_told_is_not_taken_either(Database database) {
        try (database) {
            var fork = new Fork(database);
            long before = fork.entries();
            database.write(unit -> unit.update("alter table inbox_item add constraint none_of_it check (id < 0)"));
            try {
                assertThrows(
                        RuntimeException.class,
                        () -> fork.inspected(Map.of("on", "2026-05-06", "result", "fail", "serious", "门架开裂")));
            } finally {
                database.write(unit -> unit.update("alter table inbox_item drop constraint none_of_it"));
            }
            assertEquals(before, fork.entries(), "both or none");
        }
    }

    /** A fork-lift truck that no code is bound to. */
    private static final class Fork {
        private final City city;
        private final Archives archives;
        private final long id;

        Fork(Database database) {
            city = new City(database);
            var guard = Guard.of(LIMITS);
            var table = new SwappedPluginTable(guard, new PostingPositions(city.files), city.clock);
            Served.by(table, LIMITS, new VehiclePlugin());
            archives = new Archives(
                    database,
                    city.writes,
                    city.entries,
                    table,
                    new PluginCheck(database, city.devices, table, guard, city.clock),
                    city.clock);
            id = city.register
                    .enter(city.by(OrganisationKind.CITY_BUREAU), city.newDevice("5110"))
                    .id();
        }

        void recorded(String kind, LocalDate on) {
            recorded(city.by(OrganisationKind.INSPECTION_BODY), kind, on);
        }

        long recorded(WriteRequest asked, String kind, LocalDate on) {
            return archives.append(
                            asked,
                            id,
                            kind,
                            kind.equals("inspection")
                                    ? Map.of("on", on.toString(), "result", "pass")
                                    : Map.of("on", on.toString(), "maker", "叉车厂"),
                            city.now,
                            "api",
                            OptionalLong.empty())
                    .id();
        }

        Values inspected(Map<String, String> values) {
            return archives.append(
                            city.by(OrganisationKind.INSPECTION_BODY),
                            id,
                            "inspection",
                            values,
                            LocalDate.parse(values.get("on"))
                                    .atStartOfDay(CityClock.ZONE)
                                    .toInstant(),
                            "api",
                            OptionalLong.empty())
                    .values();
        }

        /** How many serious findings that organisation has in its inbox. */
        long told(OrganisationKind kind) {
            return city.count("select count(*) from inbox_item i join entry e on e.id = i.entry_id where e.kind ="
                    + " 'serious-finding' and i.organisation_id = "
                    + city.here(kind).id());
        }

        long entries() {
            return city.count("select count(*) from entry");
        }
    }
}
