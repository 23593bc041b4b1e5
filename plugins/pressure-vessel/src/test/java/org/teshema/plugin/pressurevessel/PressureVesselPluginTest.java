package org.teshema.plugin.pressurevessel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
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
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.testkit.ClockCases;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;
import org.teshema.testkit.PluginContract;
import org.teshema.testkit.Seen;

class PressureVesselPluginTest extends PluginContract {
    private static final PressureVesselPlugin VESSELS = new PressureVesselPlugin();
    private static final String PUBLIC_TECHNICAL = "pressure-vessel/technical.";

    private static Contexts archive(String category) {
        return Contexts.of(category)
                .under(Rulebook.of(VESSELS.rules()))
                .on("2026-03-01")
                .entry("manufacture", Map.of("on", day("2019-11-02"), "maker", "某容器厂", "serial", "R-17"))
                .entry("commissioning", Map.of("on", day("2020-02-20"), "works", "installation", "result", "pass"))
                .entry("use", Map.of("on", day("2020-03-15")))
                .entry("inspection", Map.of("on", day("2023-03-10"), "result", "pass", "grade", "2", "report", "R-1"))
                .entry(
                        "pressure-vessel/yearly-check",
                        Map.of("on", day("2025-03-10"), "result", "pass", "report", "N-1"))
                .entry(
                        "pressure-vessel/technical",
                        Map.of(
                                "material",
                                "metal",
                                "rbi",
                                false,
                                "design-pressure",
                                new BigDecimal("1.77"),
                                "design-temperature",
                                new BigDecimal("50"),
                                "medium",
                                "液化石油气",
                                "volume",
                                new BigDecimal("50")))
                .entry("pressure-vessel/safety-valve", Map.of("on", day("2025-07-01"), "result", "pass"))
                .entry("pressure-vessel/rupture-disc", Map.of("on", day("2025-07-01")))
                .entry("pressure-vessel/pressure-gauge", Map.of("on", day("2025-12-01"), "result", "pass"))
                .entry("pressure-vessel/self-check", Map.of("on", day("2026-02-03"), "good", true));
    }

    @Override
    protected Plugin plugin() {
        return new PressureVesselPlugin();
    }

    @Override
    protected List<ScanContext> contexts() {
        return Stream.of("2110", "2150", "2170", "2410")
                .flatMap(category -> Stream.of(Audience.values())
                        .map(reader -> archive(category)
                                .readBy(reader)
                                .masked(VESSELS.kinds())
                                .context()))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> what_is_due_when() {
        return ClockCases.tests(PressureVesselPluginTest.class, "clocks-cases.csv", PressureVesselPlugin::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2210", "2240", "2310", "23T0"})
    void mobile_vessels_and_cylinders_are_outside_the_plan(String category) {
        var code = new CatalogueCode(category);
        assertTrue(VESSELS.serves().stream().noneMatch(code::within));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2110", "2130", "2150", "2170", "2410", "2420"})
    void the_label_hangs_on_the_vessel_or_near_it(String category) {
        Posting posting = VESSELS.posting(Contexts.of(category).device());
        assertEquals(List.of("hung-on-body", "nearby-wall", "operating-room"), names(posting));
        assertEquals(80, posting.widthMm());
        assertEquals(100, posting.heightMm());
        assertEquals("特种设备码", posting.labelTitle());
    }

    @Test
    void a_part_of_a_set_bears_a_small_label_on_itself_and_a_vessel_of_a_set_one_like_any_other() {
        Posting part = VESSELS.posting(Contexts.of("2170").childAs("part").device());
        assertEquals(List.of("hung-on-body"), names(part));
        assertEquals(40, part.widthMm());
        assertEquals(
                VESSELS.posting(Contexts.of("2170").device()),
                VESSELS.posting(Contexts.of("2170").childAs("vessel").device()));
    }

    @Test
    void nothing_of_acrylic_goes_into_an_oxygen_chamber() {
        assertTrue(VESSELS.posting(Contexts.of("2410").device())
                .advice()
                .orElseThrow()
                .zh()
                .contains("舱外"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2110", "2130", "2150", "2170"})
    void a_vessel_may_be_the_mother_of_a_packaged_set(String category) {
        var set = (MotherChild) VESSELS.structure(new CatalogueCode(category));
        assertFalse(set.always(), "a vessel without children is a single one");
        ChildRole vessel = set.role("vessel").orElseThrow();
        assertEquals(Certificate.OWN, vessel.certificate());
        assertEquals(List.of(1, 60), List.of(vessel.min(), vessel.max()));
        ChildRole part = set.role("part").orElseThrow();
        assertEquals(Certificate.MOTHERS, part.certificate());
        assertEquals(List.of(0, 60), List.of(part.min(), part.max()));
        assertEquals(2, set.roles().size());
        for (ChildRole role : set.roles()) {
            assertTrue(role.isFor(new CatalogueCode("2170")));
            assertFalse(role.isFor(new CatalogueCode("2410")), "an oxygen chamber is no part of a set");
        }
    }

    @Test
    void an_oxygen_chamber_is_one_device_with_one_code() {
        assertEquals(new Structure.Single(), VESSELS.structure(new CatalogueCode("2410")));
    }

    @Test
    void the_public_reads_no_pressure_temperature_medium_or_size() {
        Set<String> facts = seen("2150", Audience.PUBLIC).facts();
        assertEquals(
                Set.of(PUBLIC_TECHNICAL + "material", PUBLIC_TECHNICAL + "rbi"),
                facts.stream().filter(name -> name.startsWith(PUBLIC_TECHNICAL)).collect(Collectors.toSet()));
        assertEquals(
                Set.of("inspection", "yearly-check", "technical", "commissioning", "manufacture", "use"),
                facts.stream()
                        .map(name -> name.substring(name.indexOf('/') + 1, name.indexOf('.')))
                        .collect(Collectors.toSet()));
        assertFalse(facts.contains("inspection.report"));
        assertFalse(facts.contains("pressure-vessel/yearly-check.report"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Audience.class,
            names = {"USING_UNIT", "MAINTENANCE_UNIT", "INSPECTION_BODY", "GOVERNMENT"})
    void those_concerned_read_everything(Audience reader) {
        Set<String> facts = seen("2150", reader).facts();
        assertTrue(
                facts.containsAll(Set.of(
                        PUBLIC_TECHNICAL + "design-pressure",
                        PUBLIC_TECHNICAL + "medium",
                        PUBLIC_TECHNICAL + "volume",
                        "pressure-vessel/safety-valve.on",
                        "pressure-vessel/self-check.good",
                        "inspection.report")),
                facts.toString());
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void duties_of_the_using_unit_are_no_business_of_the_public(Audience reader) {
        assertEquals(
                reader == Audience.PUBLIC
                        ? Set.of("inspection", "yearly-check")
                        : Set.of(
                                "inspection",
                                "yearly-check",
                                "safety-valve",
                                "rupture-disc",
                                "pressure-gauge",
                                "self-check"),
                seen("2150", reader).clockNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspection", "yearly-check"})
    void the_public_reads_the_same_date_as_the_inspector(String clock) {
        assertEquals(
                seen("2150", Audience.INSPECTION_BODY).clock(clock),
                seen("2150", Audience.PUBLIC).clock(clock));
    }

    @ParameterizedTest(name = "of {0} {1} reads first: {2}")
    @CsvSource({
        "2150, PUBLIC, 请勿靠近",
        "2410, PUBLIC, 进舱须知",
        "2150, USING_UNIT, 使用管理",
        "2410, USING_UNIT, 使用管理",
        "2150, MAINTENANCE_UNIT, 维护提示",
        "2150, INSPECTION_BODY, 检验提示",
        "2410, INSPECTION_BODY, 检验提示"
    })
    void each_side_reads_first_what_matters_to_it(String category, Audience reader, String title) {
        assertEquals(List.of(title), seen(category, reader).notices());
    }

    @Test
    void the_public_may_do_nothing() {
        assertEquals(Set.of(), seen("2150", Audience.PUBLIC).actions());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "MAINTENANCE_UNIT, record-self-check record-safety-valve record-rupture-disc record-pressure-gauge",
        "INSPECTION_BODY, record-yearly-check record-inspection record-commissioning record-safety-valve record-pressure-gauge record-technical-data record-manufacture record-works",
        "USING_UNIT, record-self-check record-yearly-check record-safety-valve record-rupture-disc record-pressure-gauge record-technical-data record-manufacture record-works record-use record-stop record-move record-scrap",
        "GOVERNMENT, record-technical-data record-registration record-manufacture record-works record-use record-stop record-move record-scrap record-accident"
    })
    void each_side_may_record_what_is_its_own(Audience reader, String actions) {
        assertEquals(Set.of(actions.split(" ", -1)), seen("2150", reader).actions());
    }

    @ParameterizedTest(name = "{0} {1}={2}: {3}")
    @CsvSource({
        "pressure-vessel/yearly-check, on, 2026-03-01, ",
        "pressure-vessel/yearly-check, on, 2026-03-02, on",
        "pressure-vessel/safety-valve, on, 2019-11-01, on",
        "use, on, 2019-11-01, on",
        "use, on, 2020-03-15, ",
        "scrap, on, 2026-03-02, on",
        "manufacture, on, 2018-11-01, "
    })
    void a_day_that_cannot_be_is_refused(String kind, String field, LocalDate day, String found) {
        assertEquals(
                found == null ? List.of() : List.of(found), fields(VESSELS, archive("2150"), kind, Map.of(field, day)));
    }

    @ParameterizedTest(name = "{0} inspected on {1}, {2}, grade {3}, next {4}: {5}")
    @CsvSource({
        "2150, 2026-02-20, pass, 2, , ",
        "2150, 2026-02-20, pass, 3, , ",
        "2150, 2026-02-20, pass, , , grade",
        "2150, 2026-02-20, fail, , , ",
        "2150, 2026-02-20, fail, 5, , ",
        "2150, 2026-02-20, pass, 5, , grade",
        "2150, 2026-02-20, pass-again, 5, , grade",
        "2150, 2026-02-20, pass, 4, , next",
        "2150, 2026-02-20, pass, 4, 2029-02-28, ",
        "2150, 2026-02-20, pass, 4, 2029-03-01, next",
        "2150, 2026-02-20, pass, 2, 2026-02-20, next",
        "2150, 2026-03-02, pass, 2, , on",
        "2150, 2020-02-19, pass, 2, , on",
        "2410, 2026-02-20, pass, , , ",
        "2410, 2026-02-20, pass, 2, , grade"
    })
    void a_grade_that_cannot_be_is_refused(
            String category, LocalDate on, String result, String grade, LocalDate next, String found) {
        var values = new HashMap<String, Object>(Map.of("on", on, "result", result));
        if (grade != null) {
            values.put("grade", grade);
        }
        if (next != null) {
            values.put("next", next);
        }
        assertEquals(
                found == null ? List.of() : List.of(found), fields(VESSELS, archive(category), "inspection", values));
    }

    @Test
    void a_simple_vessel_needs_no_grade() {
        Contexts simple = archive("2170").entry("pressure-vessel/technical", Map.of("simple", true));
        assertEquals(
                List.of(), fields(VESSELS, simple, "inspection", Map.of("on", day("2026-02-20"), "result", "pass")));
    }

    @ParameterizedTest(name = "next inspection {0}: {1}")
    @CsvSource({"2027-03-31, ", "2027-04-01, next"})
    void watched_use_is_counted_from_the_first_inspection_in_grade_4(LocalDate next, String found) {
        var watched = new PressureVesselPlugin();
        watched.start(new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z"))
                .with(inspection(1, "2018-03-08", "4"))
                .with(inspection(2, "2021-03-08", "3"))
                .with(inspection(3, "2024-03-10", "4"))
                .with(inspection(4, "2025-03-12", "4")));
        Map<String, Object> values = Map.of("on", day("2026-02-20"), "result", "pass", "grade", "4", "next", next);
        assertEquals(
                found == null ? List.of() : List.of(found),
                fields(watched, archive("2150"), "inspection", values),
                "March 2024 + 36 = March 2027, whatever was before grade 3");
    }

    private static org.teshema.api.archive.Entry inspection(long id, String on, String grade) {
        return Contexts.entryOf(id, "inspection", Map.of("on", day(on), "result", "pass", "grade", grade), day(on));
    }

    private static List<String> fields(
            PressureVesselPlugin plugin, Contexts archive, String kind, Map<String, Object> values) {
        return plugin.check(archive.context(), kind, new Values(values)).stream()
                .map(Finding::field)
                .distinct()
                .toList();
    }

    private static List<String> names(Posting posting) {
        return posting.positions().stream().map(Position::name).toList();
    }

    private static LocalDate day(String words) {
        return LocalDate.parse(words);
    }

    private static Seen seen(String category, Audience reader) {
        return Seen.by(reader, VESSELS, archive(category));
    }
}
