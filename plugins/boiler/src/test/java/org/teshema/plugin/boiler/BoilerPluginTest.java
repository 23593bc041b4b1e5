package org.teshema.plugin.boiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

class BoilerPluginTest extends PluginContract {
    private static final BoilerPlugin BOILERS = new BoilerPlugin();

    private static Contexts archive(String category) {
        return Contexts.of(category)
                .under(Rulebook.of(BOILERS.rules()))
                .on("2026-03-01")
                .entry("manufacture", Map.of("on", day("2021-11-02"), "maker", "某锅炉厂", "serial", "G-17"))
                .entry("commissioning", Map.of("on", day("2022-05-20"), "works", "installation", "result", "pass"))
                .entry("use", Map.of("on", day("2022-06-01")))
                .entry("inspection", Map.of("on", day("2025-06-10"), "result", "pass", "report", "R-1"))
                .entry("boiler/internal-inspection", Map.of("on", day("2025-06-08"), "result", "pass", "report", "R-2"))
                .entry(
                        "boiler/pressure-test",
                        Map.of("on", day("2022-05-18"), "result", "pass", "pressure", new BigDecimal("1.65")))
                .entry(
                        "boiler/technical",
                        Map.of(
                                "setting",
                                "industrial",
                                "class",
                                "b",
                                "internal-possible",
                                true,
                                "rated-pressure",
                                new BigDecimal("1.25"),
                                "outlet-temperature",
                                new BigDecimal("194"),
                                "rated-capacity",
                                new BigDecimal("10"),
                                "medium",
                                "steam",
                                "fuel",
                                "gas"))
                .entry("boiler/safety-valve", Map.of("on", day("2025-07-01"), "result", "pass", "number", 2L))
                .entry("boiler/pressure-gauge", Map.of("on", day("2025-12-01"), "result", "pass", "number", 3L))
                .entry("boiler/self-check", Map.of("on", day("2026-02-03"), "sort", "monthly", "good", true));
    }

    @Override
    protected Plugin plugin() {
        return new BoilerPlugin();
    }

    @Override
    protected List<ScanContext> contexts() {
        return Stream.of("1100", "1200", "1310", "1320")
                .flatMap(category -> Stream.of(Audience.values())
                        .map(reader -> archive(category)
                                .readBy(reader)
                                .masked(BOILERS.kinds())
                                .context()))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> what_is_due_when() {
        return ClockCases.tests(BoilerPluginTest.class, "clocks-cases.csv", BoilerPlugin::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1100", "1200", "1310", "1320"})
    void the_label_hangs_beside_the_boiler_and_never_on_it(String category) {
        Posting posting = BOILERS.posting(Contexts.of(category).device());
        assertEquals(
                List.of("nearby-frame", "nearby-wall"),
                posting.positions().stream().map(Position::name).toList());
        assertEquals(80, posting.widthMm());
        assertEquals(100, posting.heightMm());
        assertEquals("特种设备码", posting.labelTitle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1100", "1310"})
    void a_boiler_is_one_device_with_one_code(String category) {
        assertEquals(new Structure.Single(), BOILERS.structure(new CatalogueCode(category)));
    }

    @Test
    void the_public_reads_no_pressure_temperature_medium_or_fuel() {
        assertEquals(
                Set.of(
                        "inspection.on",
                        "inspection.result",
                        "boiler/internal-inspection.on",
                        "boiler/internal-inspection.result",
                        "boiler/pressure-test.on",
                        "boiler/pressure-test.result",
                        "boiler/technical.setting",
                        "boiler/technical.class",
                        "boiler/technical.internal-possible",
                        "commissioning.on",
                        "commissioning.result",
                        "commissioning.works",
                        "manufacture.on",
                        "manufacture.maker",
                        "use.on"),
                seen("1100", Audience.PUBLIC).facts());
    }

    @ParameterizedTest
    @EnumSource(
            value = Audience.class,
            names = {"USING_UNIT", "MAINTENANCE_UNIT", "INSPECTION_BODY", "GOVERNMENT"})
    void those_concerned_read_everything(Audience reader) {
        Set<String> facts = seen("1100", reader).facts();
        assertTrue(
                facts.containsAll(Set.of(
                        "boiler/technical.rated-pressure",
                        "boiler/technical.medium",
                        "boiler/technical.fuel",
                        "boiler/pressure-test.pressure",
                        "boiler/safety-valve.on",
                        "boiler/self-check.good",
                        "inspection.report")),
                facts.toString());
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void duties_of_the_using_unit_are_no_business_of_the_public(Audience reader) {
        assertEquals(
                reader == Audience.PUBLIC
                        ? Set.of("inspection", "internal-inspection")
                        : Set.of("inspection", "internal-inspection", "safety-valve", "pressure-gauge", "self-check"),
                seen("1100", reader).clockNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspection", "internal-inspection"})
    void the_public_reads_the_same_date_as_the_inspector(String clock) {
        assertEquals(
                seen("1100", Audience.INSPECTION_BODY).clock(clock),
                seen("1100", Audience.PUBLIC).clock(clock));
    }

    @ParameterizedTest(name = "of {0} {1} reads first: {2}")
    @CsvSource({
        "1100, PUBLIC, 请勿靠近",
        "1310, PUBLIC, 请勿靠近",
        "1100, USING_UNIT, 使用管理",
        "1320, USING_UNIT, 使用管理",
        "1100, MAINTENANCE_UNIT, 维护提示",
        "1100, INSPECTION_BODY, 检验提示",
        "1310, INSPECTION_BODY, 检验提示"
    })
    void each_side_reads_first_what_matters_to_it(String category, Audience reader, String title) {
        assertEquals(List.of(title), seen(category, reader).notices());
    }

    @Test
    void nobody_pours_water_on_burning_oil() {
        assertTrue(BOILERS.view(archive("1310").context())
                .sections()
                .get(0)
                .toString()
                .contains("不得用水扑救"));
    }

    @Test
    void the_public_may_do_nothing() {
        assertEquals(Set.of(), seen("1100", Audience.PUBLIC).actions());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "MAINTENANCE_UNIT, record-self-check record-safety-valve record-pressure-gauge",
        "INSPECTION_BODY, record-inspection record-internal-inspection record-pressure-test record-commissioning record-safety-valve record-pressure-gauge record-technical-data record-manufacture record-works",
        "USING_UNIT, record-self-check record-safety-valve record-pressure-gauge record-technical-data record-manufacture record-works record-use record-stop record-move record-scrap",
        "GOVERNMENT, record-technical-data record-registration record-manufacture record-works record-use record-stop record-move record-scrap record-accident"
    })
    void each_side_may_record_what_is_its_own(Audience reader, String actions) {
        assertEquals(Set.of(actions.split(" ", -1)), seen("1100", reader).actions());
    }

    @ParameterizedTest(name = "{0} {1}={2}: {3}")
    @CsvSource({
        "inspection, on, 2026-03-01, ",
        "inspection, on, 2026-03-02, on",
        "inspection, on, 2022-05-19, on",
        "inspection, on, 2021-11-01, on",
        "boiler/self-check, on, 2026-03-02, on",
        "boiler/self-check, on, 2021-11-01, on",
        "boiler/internal-inspection, on, 2026-03-02, on",
        "use, on, 2021-11-01, on",
        "use, on, 2022-06-01, ",
        "boiler/pressure-test, on, 2021-11-01, on",
        "manufacture, on, 2020-11-01, "
    })
    void a_day_that_cannot_be_is_refused(String kind, String field, LocalDate day, String found) {
        List<String> fields = BOILERS.check(archive("1100").context(), kind, new Values(Map.of(field, day))).stream()
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
                BOILERS.check(archive("1100").context(), "boiler/internal-inspection", values)
                        .get(0)
                        .field());
    }

    @Test
    void a_boiler_has_no_safety_grade() {
        var values = new Values(Map.of("on", day("2026-02-01"), "result", "pass", "grade", "3"));
        assertEquals(
                "grade",
                BOILERS.check(archive("1100").context(), "inspection", values)
                        .get(0)
                        .field());
    }

    private static LocalDate day(String words) {
        return LocalDate.parse(words);
    }

    private static Seen seen(String category, Audience reader) {
        return Seen.by(reader, BOILERS, archive(category));
    }
}
