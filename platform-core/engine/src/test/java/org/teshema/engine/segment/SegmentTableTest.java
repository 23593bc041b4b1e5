package org.teshema.engine.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Search;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.segment.SegmentExport.Form;
import org.teshema.engine.store.Database;
import org.teshema.engine.write.WriteRequest;
import org.teshema.plugin.pipeline.PipelinePlugin;

class SegmentTableTest {
    private static final String STEAM = "蒸汽主管,S-1,GC2,1200.5,2018-03,1.6,2 级,符合要求,2021-02-10,2027-02-09";
    private static final String BRANCH = "蒸汽支管,S-2,GC3,300,2018年3月,1.6,,,,";
    private static final String WATER = "回水管,S-3,GC3,80,2018/3/1,0.4,,,,";

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void each_segment_of_a_new_table_is_an_entry_with_its_leaf_and_a_row(Database database) {
        try (var pipes = new PipeCity(database)) {
            long leaves = pipes.city.count("select count(*) from ledger_pending");
            SegmentReport report = pipes.replaced(STEAM, BRANCH);
            assertEquals(new SegmentReport(2, 0, 0, 0, new BigDecimal("1500.5"), List.of()), report);
            assertEquals(1, pipes.version());
            assertEquals(List.of("S-1", "S-2"), pipes.numbers());
            assertEquals(leaves + 2, pipes.city.count("select count(*) from ledger_pending"));
            assertEquals(
                    1,
                    pipes.city.count("select count(*) from entry where subject_type = 'SEGMENT' and subject_id = '"
                            + pipes.unit + "/S-1' and kind = 'pipeline/segment' and district = '310115'"));
            assertEquals(
                    1,
                    pipes.city.count("select count(*) from entry_value where kind = 'pipeline/segment'"
                            + " and field = 'number' and sort_value = 'S-2'"));
            SegmentRow first = pipes.segments
                    .all(pipes.city.actor(OrganisationKind.CITY_BUREAU), pipes.unit)
                    .get(0);
            assertEquals(
                    Optional.of(LocalDate.parse("2018-03-01")), first.values().day("used"));
            assertEquals(Optional.of("2"), first.values().text("grade"));
            assertEquals(
                    Optional.of(LocalDate.parse("2027-02-09")), first.values().day("next"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_same_request_is_done_once_and_the_same_table_writes_nothing(Database database) {
        try (var pipes = new PipeCity(database)) {
            WriteRequest asked = pipes.city.by(OrganisationKind.USING_UNIT);
            SegmentReport first = pipes.tables.replace(asked, pipes.unit, PipeCity.file(STEAM, BRANCH));
            List<Long> after = pipes.written();
            assertEquals(first, pipes.tables.replace(asked, pipes.unit, PipeCity.file(STEAM, BRANCH)));
            assertEquals(after, pipes.written());
            Problem reused =
                    assertThrows(Problem.class, () -> pipes.tables.replace(asked, pipes.unit, PipeCity.file(STEAM)));
            assertEquals(ProblemType.KEY_REUSED, reused.type());
            SegmentReport again = pipes.replaced(STEAM, BRANCH.replace("300", "300.0"));
            assertEquals(2, again.unchanged());
            assertEquals(1, pipes.version());
            assertEquals(2, pipes.city.count("select count(*) from entry where subject_type = 'SEGMENT'"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_new_table_adds_changes_and_ends_and_what_was_known_before_stays_answerable(Database database) {
        try (var pipes = new PipeCity(database)) {
            Actor unit = pipes.city.actor(OrganisationKind.USING_UNIT);
            pipes.replaced(STEAM, BRANCH);
            Instant before = pipes.city.now;
            pipes.city.now = pipes.city.now.plus(Duration.ofDays(3));
            SegmentReport report = pipes.replaced(WATER, STEAM.replace("1200.5", "1250"));
            assertEquals(
                    List.of(1, 1, 1, 0), List.of(report.added(), report.changed(), report.ended(), report.unchanged()));
            assertEquals(List.of("S-3", "S-1"), pipes.numbers());
            assertEquals(2, pipes.version());
            assertEquals(
                    List.of("1200.5", "300"),
                    pipes.segments.asOf(unit, pipes.unit, before).stream()
                            .map(row ->
                                    row.values().measure("length").orElseThrow().toPlainString())
                            .toList());
            assertEquals(
                    List.of("S-3", "S-1"),
                    pipes.segments.asOf(unit, pipes.unit, pipes.city.now).stream()
                            .map(SegmentRow::number)
                            .toList());
            assertEquals(List.of("pipeline/segment", "segment-ended"), kinds(pipes, unit, "S-2"));
            assertEquals(List.of("pipeline/segment", "pipeline/segment"), kinds(pipes, unit, "S-1"));
            pipes.city.now = pipes.city.now.plus(Duration.ofDays(3));
            pipes.replaced(WATER, STEAM.replace("1200.5", "1250"), BRANCH);
            assertEquals(List.of("pipeline/segment", "segment-ended", "pipeline/segment"), kinds(pipes, unit, "S-2"));
            assertEquals(List.of("S-3", "S-1", "S-2"), pipes.numbers());
        }
    }

    private static List<String> kinds(PipeCity pipes, Actor reader, String number) {
        Page<Entry> history = pipes.archives.history(reader, pipes.unit, number, Cursor.first());
        return history.items().stream().map(Entry::kind).toList();
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void rows_in_another_order_are_moved_and_no_entry_is_written(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM, BRANCH, WATER);
            long entries = pipes.city.count("select count(*) from entry");
            assertEquals(3, pipes.replaced(WATER, STEAM, BRANCH).unchanged());
            assertEquals(List.of("S-3", "S-1", "S-2"), pipes.numbers());
            assertEquals(entries, pipes.city.count("select count(*) from entry"));
            assertEquals(2, pipes.version());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_table_with_a_fault_is_refused_by_field_and_rule_and_nothing_is_written(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM);
            pipes.declared("1600");
            pipes.archives.append(
                    pipes.city.by(OrganisationKind.USING_UNIT),
                    pipes.unit,
                    "manufacture",
                    Map.of("on", "2010-01-01", "maker", "某厂"),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    "api",
                    OptionalLong.empty());
            List<Long> before = pipes.written();
            faults().forEach((rows, expected) -> {
                byte[] file = PipeCity.file(rows.split("\n"));
                SegmentReport tried =
                        pipes.tables.tried(pipes.city.actor(OrganisationKind.USING_UNIT), pipes.unit, file);
                SegmentFault fault = tried.faults().get(0);
                String told =
                        fault.row() + " " + fault.field() + " " + fault.words().en();
                assertTrue(told.startsWith(expected), told + " instead of " + expected);
                Problem problem = assertThrows(
                        Problem.class,
                        () -> pipes.tables.replace(pipes.city.by(OrganisationKind.USING_UNIT), pipes.unit, file));
                assertEquals(ProblemType.INVALID, problem.type());
                assertTrue(
                        problem.detail().en().contains(fault.words().en()),
                        problem.detail().en());
            });
            assertEquals(before, pipes.written());
            assertEquals(1, pipes.version());
        }
    }

    /** Rows, and how the first fault begins: row, field, words. The unit declares 1600 m and was made on 2010-01-01. */
    private static Map<String, String> faults() {
        var faults = new LinkedHashMap<String, String>();
        faults.put(STEAM + "\n" + STEAM, "3 number \"S-1\" stands in row 2 too");
        faults.put(STEAM.replace("GC2", "GC9"), "2 class Class must be one of");
        faults.put(STEAM.replace("1200.5", "long"), "2 length Length must be a number");
        faults.put(STEAM.replace("1200.5", "-3"), "2 length Length must be more than 0");
        faults.put(STEAM.replace("S-1", ""), "2 number This is required");
        faults.put(STEAM.replace("S-1", "S;1"), "2 number \"S;1\" holds");
        faults.put(STEAM.replace("S-1", "../S"), "2 number \"../S\" holds");
        faults.put(STEAM.replace("2018-03", "March"), "2 used Put to use in must be a day");
        // The day of the city is 2026-11-24.
        faults.put(STEAM.replace("2021-02-10,2027", "2026-11-25,2027"), "2 inspected 2026-11-25 is after today");
        faults.put(
                STEAM.replace("2021-02-10", "2017-12-31"),
                "2 inspected 2017-12-31 is before the day it was put to use");
        faults.put(STEAM.replace("2018-03", "2009-12-31"), "2 used 2009-12-31 is before the day it was");
        faults.put(STEAM.replace("2027-02-09", "2021-02-10"), "2 next The next inspection");
        faults.put(STEAM + "\n" + BRANCH.replace("300", "300,9"), "3 ");
        // 1200.5 m and 300 m are 99.5 m short of what is declared, of which 16 m are allowed.
        faults.put(
                STEAM + "\n" + BRANCH,
                "0 length The unit's technical data name a total length of 1600 m and the segments"
                        + " come to 1500.5 m");
        faults.put(STEAM + "\n合计,,,1500", "3 length The total is 1500 and the rows come to 1200.5");
        faults.put(STEAM + "\n合计,,,1200.5\n" + BRANCH, "4  \"蒸汽支管\" is neither");
        return faults;
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_heads_tell_what_is_in_a_column_and_a_column_nobody_knows_is_refused(Database database) {
        try (var pipes = new PipeCity(database)) {
            Map<String, String> files = Map.of(
                    "管道名称,管道编号,管道级别,管道长度（km）\n甲,1,GC1,5", "1 length The unit is m, not km",
                    "管道名称,管道编号,管道级别,管道长度,颜色\n甲,1,GC1,5,红", "1  There is no such column",
                    "管道名称,管道编号,管道编号,管道级别,管道长度\n甲,1,1,GC1,5", "1 number The column stands there twice",
                    "管道名称,管道编号,管道长度\n甲,1,5", "1 class This column is required",
                    "甲,1,GC1,5", "0  There are no heads",
                    "管道名称,管道编号,管道级别,管道长度", "0  The table holds no row",
                    "某某公司\n管道名称,管道编号,管道级别,管道长度\n甲,1,GC1,5", "1  \"某某公司\" is neither");
            files.forEach((file, expected) -> {
                SegmentReport report = pipes.tables.tried(
                        pipes.city.actor(OrganisationKind.USING_UNIT),
                        pipes.unit,
                        file.getBytes(StandardCharsets.UTF_8));
                SegmentFault fault = report.faults().get(0);
                String told =
                        fault.row() + " " + fault.field() + " " + fault.words().en();
                assertTrue(told.startsWith(expected), told + " instead of " + expected);
            });
            String form = "压力管道基本信息汇总表\n使用单位：某厂,登记证编号：管10\n序号,管道名称*, 管道编号 ,Class,管道长度(米)\n1,甲,1,GC1,5\n合计,,,,5\n填表人：某";
            for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
                SegmentReport report = pipes.tables.tried(
                        pipes.city.actor(OrganisationKind.USING_UNIT), pipes.unit, form.getBytes(charset));
                assertEquals(List.of(), report.faults());
                assertEquals(1, report.added());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void all_faults_are_told_at_once_up_to_fifty(Database database) {
        try (var pipes = new PipeCity(database)) {
            String[] rows = IntStream.rangeClosed(1, 60)
                    .mapToObj(i -> "管" + i + ",N-" + i + ",GC9,10,,,,,,")
                    .toArray(String[]::new);
            Problem problem = assertThrows(Problem.class, () -> pipes.replaced(rows));
            assertTrue(
                    problem.detail().zh().contains("第 2 行“管道级别”"),
                    problem.detail().zh());
            assertTrue(problem.detail().zh().contains("第 51 行"));
            assertFalse(problem.detail().zh().contains("第 52 行"));
            assertEquals(51, problem.detail().en().lines().count());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_no_spreadsheet_is_said_to_be_none(Database database) {
        try (var pipes = new PipeCity(database)) {
            byte[] zip = {'P', 'K', 3, 4, 0, 0, 0, 0, 1, 2, 3};
            byte[] binary = {(byte) 0xFF, (byte) 0xFE, 0, (byte) 0x80, (byte) 0xFF};
            for (byte[] file : List.of(zip, binary)) {
                Problem problem = assertThrows(
                        Problem.class,
                        () -> pipes.tables.replace(pipes.city.by(OrganisationKind.USING_UNIT), pipes.unit, file));
                assertEquals(Optional.of("file"), problem.field());
                assertEquals(ProblemType.INVALID, problem.type());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_dry_run_tells_what_would_be_and_writes_nothing(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM);
            List<Long> before = pipes.written();
            SegmentReport tried = pipes.tables.tried(
                    pipes.city.actor(OrganisationKind.INSPECTION_BODY), pipes.unit, PipeCity.file(BRANCH));
            assertEquals(new SegmentReport(1, 0, 1, 0, new BigDecimal("300"), List.of()), tried);
            assertEquals(before, pipes.written());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void only_those_whose_unit_it_is_see_it_and_only_writers_of_segments_write(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM);
            byte[] file = PipeCity.file(BRANCH);
            for (OrganisationKind kind : OrganisationKind.values()) {
                if (kind != OrganisationKind.CITY_BUREAU) {
                    Actor stranger = pipes.city.stranger(kind);
                    assertEquals(
                            ProblemType.NOT_FOUND,
                            assertThrows(Problem.class, () -> pipes.tables.tried(stranger, pipes.unit, file))
                                    .type());
                    assertThrows(Problem.class, () -> pipes.segments.all(stranger, pipes.unit));
                    assertThrows(
                            Problem.class, () -> pipes.archives.history(stranger, pipes.unit, "S-1", Cursor.first()));
                    assertThrows(Problem.class, () -> pipes.export.sheet(stranger, pipes.unit, Form.CSV));
                    assertEquals(List.of(), pipes.segments.totals(stranger));
                }
            }
            Actor maintainer = pipes.city.actor(OrganisationKind.MAINTENANCE_UNIT);
            assertEquals(1, pipes.segments.all(maintainer, pipes.unit).size());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    assertThrows(Problem.class, () -> pipes.tables.tried(maintainer, pipes.unit, file))
                            .type());
            long lift = pipes.device("3110");
            Problem none = assertThrows(
                    Problem.class,
                    () -> pipes.tables.tried(pipes.city.actor(OrganisationKind.CITY_BUREAU), lift, file));
            assertEquals(ProblemType.WRONG_STATE, none.type());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void kilometres_are_summed_up_by_district_category_and_class(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM, BRANCH, WATER);
            Actor bureau = pipes.city.actor(OrganisationKind.CITY_BUREAU);
            List<SegmentTotals> expected = List.of(
                    new SegmentTotals("310115", "8310", Optional.of("GC2"), 1, new BigDecimal("1.2005")),
                    new SegmentTotals("310115", "8310", Optional.of("GC3"), 2, new BigDecimal("0.38")));
            assertEquals(expected, pipes.segments.totals(bureau));
            assertEquals(expected, pipes.segments.totals(bureau, pipes.unit));
            pipes.replaced(STEAM);
            assertEquals(1, pipes.segments.totals(bureau).size());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void segments_go_with_their_unit_to_another_district(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM);
            database.write(unit -> {
                new SegmentDistricts()
                        .follow(
                                unit,
                                pipes.city.actor(OrganisationKind.CITY_BUREAU),
                                pipes.unit,
                                1,
                                "310107",
                                pipes.city.now);
                return null;
            });
            assertEquals(1, pipes.city.count("select count(*) from segment where district = '310107'"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_goes_out_comes_in_again_and_changes_nothing(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM, BRANCH, "\"=2+3,\"\"管\"\"\",S-4,GC1,0.125,,,,,,", "'甲,@1/a,GC1,7,,,,,,");
            Actor unit = pipes.city.actor(OrganisationKind.USING_UNIT);
            for (Form form : Form.values()) {
                byte[] file = pipes.exported(unit, form);
                SegmentReport again =
                        pipes.tables.replace(pipes.city.by(OrganisationKind.USING_UNIT), pipes.unit, file);
                assertEquals(
                        List.of(0, 0, 0, 4), List.of(again.added(), again.changed(), again.ended(), again.unchanged()));
            }
            String csv = new String(pipes.exported(unit, Form.CSV), StandardCharsets.UTF_8);
            assertTrue(csv.startsWith("\uFEFF压力管道基本信息汇总表"), csv);
            assertTrue(csv.contains("\"'=2+3,\"\"管\"\"\"") && csv.contains("'@1/a") && csv.contains("''甲"), csv);
            assertEquals(1, pipes.version());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_column_that_the_file_leaves_out_keeps_what_is_recorded_and_an_empty_cell_takes_it_away(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM);
            Actor unit = pipes.city.actor(OrganisationKind.USING_UNIT);
            String narrow = "管道名称,管道编号,管道级别,管道长度,下次检验日期\n蒸汽主管,S-1,GC2,1200.5,";
            pipes.tables.replace(
                    pipes.city.by(OrganisationKind.USING_UNIT), pipes.unit, narrow.getBytes(StandardCharsets.UTF_8));
            SegmentRow row = pipes.segments.all(unit, pipes.unit).get(0);
            assertEquals(Optional.of(new BigDecimal("1.6")), row.values().measure("design-pressure"));
            assertEquals(Optional.empty(), row.values().day("next"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_search_of_the_archive_goes_over_devices_and_does_not_stumble_over_segments(Database database) {
        try (var pipes = new PipeCity(database)) {
            pipes.replaced(STEAM);
            pipes.declared("1200");
            Actor bureau = pipes.city.actor(OrganisationKind.CITY_BUREAU);
            assertEquals(
                    List.of(),
                    pipes.archives
                            .search(
                                    bureau,
                                    new Search(
                                            "pipeline/segment", "number", Optional.of("S-1"), Optional.empty(), true),
                                    Cursor.first())
                            .items());
            assertEquals(
                    1,
                    pipes.archives
                            .search(
                                    bureau,
                                    new Search(
                                            "pipeline/technical",
                                            "total-length",
                                            Optional.of("1000"),
                                            Optional.empty(),
                                            true),
                                    Cursor.first())
                            .items()
                            .size());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_long_table_comes_in_whole_and_is_read_page_by_page(Database database) {
        try (var pipes = new PipeCity(database)) {
            String[] rows = IntStream.rangeClosed(1, 450)
                    .mapToObj(i -> "管" + i + ",N-" + i + ",GC2,10," + (1990 + i % 30) + "-01,,,,,")
                    .toArray(String[]::new);
            assertEquals(450, pipes.replaced(rows).added());
            Actor unit = pipes.city.actor(OrganisationKind.USING_UNIT);
            Page<SegmentRow> page = pipes.segments.list(unit, pipes.unit, new Cursor(0, 200));
            assertEquals("N-1", page.items().get(0).number());
            Page<SegmentRow> last = pipes.segments.list(unit, pipes.unit, new Cursor(400, 200));
            assertEquals(List.of(50, Optional.empty()), List.of(last.items().size(), last.next()));
            assertTrue(page.next().isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_unit_that_changes_while_its_table_is_judged_keeps_what_the_other_wrote(Database database) {
        var meanwhile = new Meanwhile();
        try (var pipes = new PipeCity(database, meanwhile)) {
            pipes.replaced(STEAM);
            meanwhile.happens = () -> pipes.replaced(STEAM, BRANCH);
            Problem problem = assertThrows(Problem.class, () -> pipes.replaced(STEAM, WATER));
            assertEquals(ProblemType.STALE_VERSION, problem.type());
            assertEquals(List.of("S-1", "S-2"), pipes.numbers());
        }
    }

    /** The pipelines' plugin, while somebody else is quicker. */
    private static final class Meanwhile implements CategoryPlugin {
        private final CategoryPlugin pipelines = new PipelinePlugin();
        private Runnable happens = () -> {};

        @Override
        public PluginInfo info() {
            return pipelines.info();
        }

        @Override
        public List<EntryKind> kinds() {
            return pipelines.kinds();
        }

        @Override
        public Set<CatalogueCode> serves() {
            return pipelines.serves();
        }

        @Override
        public Structure structure(CatalogueCode category) {
            return pipelines.structure(category);
        }

        @Override
        public List<Finding> checkSegments(ScanContext context) {
            Runnable once = happens;
            happens = () -> {};
            once.run();
            return List.of();
        }

        @Override
        public Posting posting(Device device) {
            return pipelines.posting(device);
        }

        @Override
        public List<ClockReading> clocks(ScanContext context) {
            return List.of();
        }

        @Override
        public View view(ScanContext context) {
            return View.empty();
        }
    }
}
