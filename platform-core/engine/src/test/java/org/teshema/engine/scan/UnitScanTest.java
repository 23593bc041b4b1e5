package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.Section;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.Devices;
import org.teshema.engine.scan.ScanCity.Printed;
import org.teshema.engine.segment.SegmentTable;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.write.WriteRequest;
import org.teshema.plugin.pipeline.PipelinePlugin;

class UnitScanTest {
    private static final String HEADS = "管道名称,管道编号,管道级别,管道长度,投用年月,安全状况等级,检验结论,上次检验日期\n";
    private static final String TWO_LINES =
            HEADS + "甲管,S-1,GC2,100,2012-06,2,符合要求,2021-05-10\n乙管,S-2,GC3,50,2012-06,3,符合要求,2023-09-30";

    /** A city with a bound unit of piping. */
    private static final class Pipes implements AutoCloseable {
        private final ScanCity city;
        private final Actor unit;
        private final long device;
        private final Printed code;
        private final SegmentTable tables;
        private int keys;

        Pipes(Database database) {
            city = new ScanCity(database);
            city.serve(new PipelinePlugin());
            unit = city.actor(OrganisationKind.USING_UNIT, "某化工厂", "310107");
            Actor maintainer = city.actor(OrganisationKind.MAINTENANCE_UNIT, "某维保", "310107");
            Actor inspector = city.actor(OrganisationKind.INSPECTION_BODY, "某检验机构", "310107");
            device = city.crane(unit, maintainer, inspector);
            city.run("update device set category = '8310', raw_category = '8310' where id = ?", device);
            code = city.code(CodeState.BOUND, unit, Optional.of(device));
            tables = new SegmentTable(
                    database,
                    new Writes(database, ScanCity.CLOCK),
                    new Devices(database, ScanCity.CLOCK),
                    city.table,
                    city.guard,
                    ScanCity.CLOCK);
        }

        void replace(String csv) {
            tables.replace(new WriteRequest(unit, "table-key-" + keys++), device, csv.getBytes(StandardCharsets.UTF_8));
        }

        ClockReading inspection(Actor... reader) {
            return city.scan(code, reader).clocks().stream()
                    .filter(reading -> reading.clock().equals("inspection"))
                    .findFirst()
                    .orElseThrow();
        }

        List<String> pipes(Actor... reader) {
            return city.scan(code, reader).parts().stream()
                    .flatMap(part -> part.sections().stream())
                    .filter(Section.Table.class::isInstance)
                    .flatMap(section -> ((Section.Table) section).rows().stream())
                    .map(row -> row.get(0).zh())
                    .toList();
        }

        @Override
        public void close() {
            city.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_scan_of_a_unit_shows_its_segments_and_what_is_due_first_of_them(Database database) {
        try (var pipes = new Pipes(database)) {
            assertEquals(DueStatus.UNKNOWN, pipes.inspection().status());
            pipes.replace(TWO_LINES);
            ClockReading reading = pipes.inspection();
            assertEquals(Optional.of(LocalDate.parse("2026-09-30")), reading.due());
            assertTrue(reading.basis().zh().startsWith("“乙管”："), reading.basis().zh());
            assertEquals(List.of("乙管", "甲管"), pipes.pipes());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_may_see_the_number_of_a_segment_sees_it_and_the_public_does_not(Database database) {
        try (var pipes = new Pipes(database)) {
            pipes.replace(TWO_LINES);
            assertFalse(pipes.inspection().basis().zh().contains("S-2"));
            assertTrue(pipes.inspection(pipes.unit).basis().zh().startsWith("“乙管（S-2）”："));
            assertEquals(List.of("乙管（S-2）", "甲管（S-1）"), pipes.pipes(pipes.unit));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void segments_are_read_once_for_each_version_of_a_unit_and_anew_after_a_change(Database database) {
        try (var pipes = new Pipes(database)) {
            pipes.replace(TWO_LINES);
            assertEquals(2, pipes.pipes().size());
            // What nobody may do, to see what is read: a row is taken away and the version left as it is.
            pipes.city.run("update segment set ended_at = ? where number = 'S-2'", ScanCity.NOW);
            assertEquals(2, pipes.pipes().size());
            assertEquals(2, pipes.pipes(pipes.unit).size());
            pipes.city.run("update segment set ended_at = null where number = 'S-2'");
            pipes.replace(TWO_LINES.replace("2023-09-30", "2025-09-30"));
            assertEquals(
                    Optional.of(LocalDate.parse("2027-05-31")),
                    pipes.inspection().due());
            pipes.replace(TWO_LINES.replaceAll("\n乙管.*", ""));
            assertEquals(List.of("甲管"), pipes.pipes());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_unit_whose_plugin_is_away_is_answered_without_its_segments(Database database) {
        try (var pipes = new Pipes(database)) {
            pipes.replace(TWO_LINES);
            pipes.city.serve();
            ScanAnswer answer = pipes.city.scan(pipes.code);
            assertEquals(Verdict.GENUINE, answer.verdict());
            assertEquals(List.of(), answer.clocks());
        }
    }
}
