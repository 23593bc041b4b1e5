package org.teshema.plugin.ropeway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.ClockCases;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

class RopewayPluginTest extends PluginContract {
    private static final RopewayPlugin PLUGIN = new RopewayPlugin();
    private static final Contexts LINE = Contexts.of("9120")
            .under(Rulebook.of(PLUGIN.rules()))
            .on("2026-03-01")
            .entry(
                    "commissioning",
                    Map.of("works", "installation", "on", LocalDate.parse("2020-05-20"), "result", "pass"))
            .entry("inspection", Map.of("on", LocalDate.parse("2025-05-18"), "result", "pass"))
            .entry("ropeway/full-inspection", Map.of("on", LocalDate.parse("2023-05-18"), "result", "pass"))
            .entry("ropeway/daily-check", Map.of("on", LocalDate.parse("2026-03-01"), "result", "pass"))
            .entry("ropeway/technical", Map.of("max-wind", new BigDecimal("18"), "carriers", 60L));

    @Override
    protected Plugin plugin() {
        return new RopewayPlugin();
    }

    @Override
    protected List<ScanContext> contexts() {
        return Stream.of(Audience.values())
                .map(reader -> LINE.readBy(reader).context())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> clocks_worked_out_by_hand() {
        return ClockCases.tests(RopewayPluginTest.class, "clocks-by-hand.csv", RopewayPlugin::new);
    }

    @Test
    void a_line_has_two_inspections_and_the_weightier_stands_first() {
        // Both are due in May 2026: the yearly one a year after May 2025, the full one three years after May 2023.
        List<ClockReading> readings = PLUGIN.clocks(LINE.context());
        assertEquals(
                List.of("daily-check", "inspection", "full-inspection"),
                readings.stream().map(ClockReading::clock).toList());
        List<ClockReading> late =
                PLUGIN.clocks(LINE.entry("inspection", Map.of("on", LocalDate.parse("2026-05-18"), "result", "pass"))
                        .entry("ropeway/daily-check", Map.of("on", LocalDate.parse("2026-06-01"), "result", "pass"))
                        .on("2026-06-01")
                        .context());
        assertEquals("full-inspection", late.get(0).clock(), "the full one was not done");
    }

    @ParameterizedTest
    @CsvSource({"9110, 9100", "9120, 9100", "9210, 9200", "9220, 9200"})
    void a_line_has_up_to_two_hundred_cabins_under_its_certificate(String category, String children) {
        MotherChild set = (MotherChild) PLUGIN.structure(new CatalogueCode(category));
        assertFalse(set.always(), "a line without child codes is one device");
        ChildRole cabin = set.role("cabin").orElseThrow();
        assertEquals(1, set.roles().size());
        assertEquals(Set.of(new CatalogueCode(children)), cabin.nodes());
        assertEquals(List.of(0, 200), List.of(cabin.min(), cabin.max()));
        assertEquals(Certificate.MOTHERS, cabin.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9310", "9320"})
    void a_drag_lift_is_one_code(String category) {
        assertEquals(new Structure.Single(), PLUGIN.structure(new CatalogueCode(category)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9110", "9120", "9210", "9220", "9310", "9320"})
    void the_code_of_a_line_hangs_beside_the_notice_to_passengers(String category) {
        Posting posting = PLUGIN.posting(Contexts.of(category).device());
        assertEquals("特种设备码", posting.labelTitle());
        assertEquals(List.of("passenger-notice"), names(posting));
        assertEquals(List.of(80, 100), List.of(posting.widthMm(), posting.heightMm()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9110", "9120", "9210", "9220"})
    void the_code_of_a_cabin_is_a_smaller_label_on_its_body(String category) {
        Posting posting = PLUGIN.posting(Contexts.of(category).childAs("cabin").device());
        assertEquals(List.of("on-body"), names(posting));
        assertEquals(List.of(50, 60), List.of(posting.widthMm(), posting.heightMm()));
        assertTrue(posting.advice().orElseThrow().zh().startsWith("子码"));
    }

    @ParameterizedTest
    @CsvSource({"9110, 停在空中时", "9120, 停在空中时", "9210, 停在途中时", "9220, 停在途中时", "9310, 摔倒或绳索停住时"})
    void passengers_read_when_it_stops_and_what_to_do_then(String category, String title) {
        List<Section> sections = PLUGIN.view(Contexts.of(category).context()).sections();
        assertTrue(sections.get(0) instanceof Section.Notice notice
                && notice.words().zh().contains("雷电"));
        assertTrue(sections.get(1) instanceof Section.Notice notice
                && notice.title().zh().equals(title));
        assertTrue(sections.get(2) instanceof Section.Phones);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, ''",
        "MAINTENANCE_UNIT, record-self-check",
        "INSPECTION_BODY, record-commissioning record-construction record-full-inspection record-inspection"
                + " record-manufacture record-technical-data",
        "USING_UNIT, record-construction record-daily-check record-manufacture record-move record-operators"
                + " record-rescue record-scrap record-self-check record-stop record-technical-data record-use"
                + " record-weather-stop",
        "GOVERNMENT, record-accident record-construction record-manufacture record-move record-registration"
                + " record-scrap record-stop record-technical-data record-use"
    })
    void each_side_may_do_what_is_its_own(Audience reader, String actions) {
        assertEquals(
                actions,
                PLUGIN.view(LINE.readBy(reader).context()).actions().stream()
                        .filter(action -> action.audience().contains(reader))
                        .map(Action::name)
                        .sorted()
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void passengers_see_inspections_and_stops_but_no_findings_and_no_names() {
        assertEquals(Set.of("on", "result", "due", "next", "body"), readable("ropeway/full-inspection"));
        assertEquals(Set.of("on", "trial-runs", "result", "wind"), readable("ropeway/daily-check"));
        assertEquals(Set.of("on", "cause", "wind", "checked"), readable("ropeway/weather-stop"));
        assertEquals(Set.of("on", "occasion", "method"), readable("ropeway/rescue"));
        assertEquals(Set.of(), readable("ropeway/operators"));
        assertFalse(readable("ropeway/technical").contains("haul-rope"));
    }

    @ParameterizedTest
    @CsvSource({
        "ropeway/full-inspection, 2026-03-01, , ''",
        "ropeway/full-inspection, 2026-03-02, , on",
        "ropeway/full-inspection, 2026-02-01, 2026-02-01, next",
        "inspection, 2020-05-20, , ''",
        "inspection, 2020-05-19, , on",
        "ropeway/weather-stop, 2026-03-02, , on"
    })
    void days_that_cannot_be_are_not_taken(String kind, LocalDate day, LocalDate next, String field) {
        var values = new java.util.HashMap<String, Object>(Map.of("on", day));
        if (next != null) {
            values.put("next", next);
        }
        List<Finding> found = PLUGIN.check(LINE.context(), kind, new Values(values));
        assertEquals(field, found.stream().map(Finding::field).collect(Collectors.joining(" ")), found.toString());
    }

    private static List<String> names(Posting posting) {
        return posting.positions().stream().map(Position::name).toList();
    }

    private static Set<String> readable(String kind) {
        return PLUGIN.kinds().stream()
                .filter(one -> one.name().equals(kind))
                .map(EntryKind::fields)
                .flatMap(List::stream)
                .filter(field -> field.readableBy(Audience.PUBLIC))
                .map(Field::name)
                .collect(Collectors.toSet());
    }
}
