package org.teshema.plugin.crane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.testkit.ClockCases;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;
import org.teshema.testkit.Seen;

class CranePluginTest extends PluginContract {
    private static final CranePlugin CRANES = new CranePlugin();

    private static Contexts archive(String category) {
        return Contexts.of(category)
                .under(Rulebook.of(CRANES.rules()))
                .on("2026-03-01")
                .entry("manufacture", Map.of("on", day("2021-11-02"), "maker", "某起重机厂", "serial", "Q-17"))
                .entry("commissioning", Map.of("on", day("2022-05-20"), "works", "installation", "result", "pass"))
                .entry("inspection", Map.of("on", day("2024-05-10"), "result", "pass", "report", "R-1"))
                .entry(
                        "crane/technical",
                        Map.of(
                                "rated-load",
                                new BigDecimal("20"),
                                "span",
                                new BigDecimal("22.5"),
                                "working-class",
                                "A5",
                                "molten-metal",
                                false,
                                "location",
                                "一号车间"))
                .entry("crane/self-check", Map.of("on", day("2026-02-03"), "sort", "monthly", "good", true))
                .entry("crane/fall-arrester", Map.of("on", day("2025-06-03"), "result", "pass", "serial", "F-9"));
    }

    @Override
    protected Plugin plugin() {
        return new CranePlugin();
    }

    @Override
    protected List<ScanContext> contexts() {
        return Stream.of("4110", "4410", "4860", "4D00")
                .flatMap(category -> Stream.of(Audience.values())
                        .map(reader -> archive(category)
                                .readBy(reader)
                                .masked(CRANES.kinds())
                                .context()))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> what_is_due_when() {
        return ClockCases.tests(CranePluginTest.class, "clocks-cases.csv", CranePlugin::new);
    }

    @ParameterizedTest(name = "{0}: {1}, {2} mm wide")
    @CsvSource({
        "4110, on-body rail-end-wall nearby-wall, 120",
        "4210, on-body rail-end-wall nearby-wall, 120",
        "4710, on-body rail-end-wall nearby-wall, 120",
        "4310, on-body rail-end-wall nearby-wall, 80",
        "4900, on-body rail-end-wall nearby-wall, 80",
        "4410, on-body, 80",
        "4450, on-body, 80",
        "4240, on-body, 80",
        "4290, on-body, 80",
        "4760, on-body nearby-wall, 80",
        "4860, on-body nearby-wall, 80",
        "4870, on-body nearby-wall, 80",
        "4A00, on-body nearby-wall, 80",
        "4D00, on-body nearby-wall, 80"
    })
    void each_class_has_its_own_places_in_the_order_of_the_plan(String category, String positions, int width) {
        Posting posting = CRANES.posting(Contexts.of(category).device());
        assertEquals(positions, posting.positions().stream().map(Position::name).collect(Collectors.joining(" ")));
        assertEquals(width, posting.widthMm());
        assertEquals("特种设备码", posting.labelTitle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4110", "4410", "4D00"})
    void a_crane_is_one_device_with_one_code(String category) {
        assertEquals(new Structure.Single(), CRANES.structure(new CatalogueCode(category)));
    }

    @Test
    void the_public_reads_the_load_and_what_carries_molten_metal_and_nothing_of_how_it_is_run() {
        Set<String> facts = seen("4860", Audience.PUBLIC).facts();
        assertEquals(
                Set.of(
                        "inspection.on",
                        "inspection.result",
                        "crane/technical.rated-load",
                        "crane/technical.molten-metal",
                        "commissioning.on",
                        "commissioning.result",
                        "commissioning.works",
                        "manufacture.on",
                        "manufacture.maker"),
                facts);
    }

    @ParameterizedTest
    @EnumSource(
            value = Audience.class,
            names = {"USING_UNIT", "MAINTENANCE_UNIT", "INSPECTION_BODY", "GOVERNMENT"})
    void those_concerned_read_everything(Audience reader) {
        Set<String> facts = seen("4860", reader).facts();
        assertTrue(
                facts.containsAll(Set.of(
                        "crane/technical.span",
                        "crane/technical.location",
                        "crane/self-check.good",
                        "crane/fall-arrester.serial",
                        "inspection.report")),
                facts.toString());
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void duties_of_the_using_unit_are_no_business_of_the_public(Audience reader) {
        assertEquals(
                reader == Audience.PUBLIC ? Set.of("inspection") : Set.of("inspection", "self-check", "fall-arrester"),
                seen("4860", reader).clockNames());
    }

    @Test
    void the_public_reads_the_same_date_as_the_inspector() {
        assertEquals(
                seen("4110", Audience.INSPECTION_BODY).clock("inspection"),
                seen("4110", Audience.PUBLIC).clock("inspection"));
    }

    @ParameterizedTest(name = "of {0} the public reads first: {1}")
    @CsvSource({"4110, 注意安全", "4310, 注意安全", "4410, 注意安全", "4150, 注意安全", "4860, 乘用须知", "4870, 严禁载人", "4D00, 停车须知"})
    void the_public_reads_first_how_to_stay_safe(String category, String title) {
        assertEquals(List.of(title), seen(category, Audience.PUBLIC).notices());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4110", "4150", "4310", "4410", "4860", "4870", "4D00"})
    void the_using_unit_reads_its_duties_first(String category) {
        assertEquals(List.of("使用管理"), seen(category, Audience.USING_UNIT).notices());
    }

    @Test
    void the_public_may_do_nothing() {
        assertEquals(Set.of(), seen("4860", Audience.PUBLIC).actions());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "4860, MAINTENANCE_UNIT, record-self-check record-fall-arrester",
        "4110, MAINTENANCE_UNIT, record-self-check",
        "4410, GOVERNMENT, record-technical-data record-registration record-manufacture record-works record-use record-stop record-scrap record-accident",
        "4110, INSPECTION_BODY, record-inspection record-commissioning record-technical-data record-manufacture record-works",
        "4410, USING_UNIT, record-self-check record-technical-data record-manufacture record-works record-use record-stop record-scrap",
        "4110, USING_UNIT, record-self-check record-technical-data record-manufacture record-works record-use record-stop record-move record-scrap"
    })
    void each_side_may_record_what_is_its_own(String category, Audience reader, String actions) {
        assertEquals(Set.of(actions.split(" ", -1)), seen(category, reader).actions());
    }

    @ParameterizedTest(name = "{0} {1}={2}: {3}")
    @CsvSource({
        "inspection, on, 2026-03-01, ",
        "inspection, on, 2026-03-02, on",
        "inspection, on, 2022-05-19, on",
        "inspection, on, 2021-11-01, on",
        "crane/self-check, on, 2026-03-02, on",
        "crane/self-check, on, 2021-11-01, on",
        "crane/fall-arrester, on, 2026-03-02, on",
        "use, on, 2021-11-01, on",
        "use, on, 2022-06-01, ",
        "manufacture, on, 2020-11-01, "
    })
    void a_day_that_cannot_be_is_refused(String kind, String field, LocalDate day, String found) {
        List<String> fields = CRANES.check(archive("4110").context(), kind, new Values(Map.of(field, day))).stream()
                .map(Finding::field)
                .distinct()
                .toList();
        assertEquals(found == null ? List.of() : List.of(found), fields);
    }

    @Test
    void the_next_day_comes_after_this_one() {
        var values = new Values(Map.of("on", day("2026-02-01"), "next", day("2026-02-01")));
        assertEquals(
                "next",
                CRANES.check(archive("4860").context(), "crane/fall-arrester", values)
                        .get(0)
                        .field());
    }

    @Test
    void a_crane_has_no_safety_grade() {
        var values = new Values(Map.of("on", day("2026-02-01"), "result", "pass", "grade", "3"));
        assertEquals(
                "grade",
                CRANES.check(archive("4110").context(), "inspection", values)
                        .get(0)
                        .field());
    }

    private static LocalDate day(String words) {
        return LocalDate.parse(words);
    }

    private static Seen seen(String category, Audience reader) {
        return Seen.by(reader, CRANES, archive(category));
    }
}
