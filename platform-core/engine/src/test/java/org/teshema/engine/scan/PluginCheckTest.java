package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

        long entries() {
            return city.count("select count(*) from entry");
        }
    }
}
