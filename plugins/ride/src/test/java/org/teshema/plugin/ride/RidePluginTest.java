package org.teshema.plugin.ride;

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
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.ClockCases;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

class RidePluginTest extends PluginContract {
    private static final RidePlugin PLUGIN = new RidePlugin();
    private static final Contexts COASTER = Contexts.of("6200")
            .under(Rulebook.of(PLUGIN.rules()))
            .on("2026-03-01")
            .entry(
                    "commissioning",
                    Map.of("works", "installation", "on", LocalDate.parse("2022-05-20"), "result", "pass"))
            .entry("inspection", Map.of("on", LocalDate.parse("2025-05-18"), "result", "pass"))
            .entry("ride/daily-check", Map.of("on", LocalDate.parse("2026-03-01"), "result", "pass", "trial-runs", 2L))
            .entry("ride/technical", Map.of("height-min", new BigDecimal("140"), "passengers", 24L));

    @Override
    protected Plugin plugin() {
        return new RidePlugin();
    }

    @Override
    protected List<ScanContext> contexts() {
        return Stream.of(Audience.values())
                .map(reader -> COASTER.readBy(reader).context())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> clocks_worked_out_by_hand() {
        return ClockCases.tests(RidePluginTest.class, "clocks-by-hand.csv", RidePlugin::new);
    }

    @ParameterizedTest
    @CsvSource({
        "6A00, true, car, 1, 100",
        "6D20, true, slide, 1, 40",
        "6D40, true, boat, 1, 100",
        "6200, false, train, 1, 20",
        "6300, false, train, 1, 20",
        "6900, false, train, 1, 20",
        "6100, false, cabin, 1, 100"
    })
    void a_set_has_children_of_its_own_kind_under_its_own_certificate(
            String category, boolean always, String role, int min, int max) {
        var node = new CatalogueCode(category);
        MotherChild set = (MotherChild) PLUGIN.structure(node);
        assertEquals(always, set.always());
        ChildRole child = set.roles().get(0);
        assertEquals(1, set.roles().size());
        assertEquals(role, child.name());
        assertEquals(Set.of(node), child.nodes());
        assertEquals(List.of(min, max), List.of(child.min(), child.max()));
        assertEquals(Certificate.MOTHERS, child.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"6400", "6500", "6600", "6700", "6800", "6B00", "6D10", "6E10", "6E40", "6E50", "6E60"})
    void every_other_ride_is_one_code(String category) {
        assertEquals(new Structure.Single(), PLUGIN.structure(new CatalogueCode(category)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6100", "6200", "6A00", "6B00", "6D10", "6D20", "6E60"})
    void the_code_of_a_ride_or_a_set_hangs_beside_the_notice_to_passengers(String category) {
        Posting posting = PLUGIN.posting(Contexts.of(category).device());
        assertEquals("特种设备码", posting.labelTitle());
        assertEquals(List.of("passenger-notice"), names(posting));
        assertEquals(List.of(80, 100), List.of(posting.widthMm(), posting.heightMm()));
    }

    @ParameterizedTest
    @CsvSource({
        "6A00, car, 车体",
        "6D20, slide, 起滑平台",
        "6D40, boat, 水线以上",
        "6200, train, 首车",
        "6300, train, 首车",
        "6900, train, 首车",
        "6100, cabin, 座舱门"
    })
    void a_child_code_is_a_smaller_label_on_the_body(String category, String role, String where) {
        Posting posting = PLUGIN.posting(Contexts.of(category).childAs(role).device());
        assertEquals(List.of("on-body"), names(posting));
        assertTrue(posting.positions().get(0).title().zh().contains(where));
        assertEquals(List.of(50, 60), List.of(posting.widthMm(), posting.heightMm()));
        assertTrue(posting.advice().orElseThrow().zh().startsWith("子码"));
    }

    @Test
    void labels_on_the_water_keep_away_from_it() {
        assertTrue(PLUGIN.posting(Contexts.of("6D10").device())
                .advice()
                .orElseThrow()
                .zh()
                .contains("溅水"));
    }

    @Test
    void passengers_read_first_what_to_mind_then_whom_to_call_then_who_may_ride() {
        List<Section> sections = PLUGIN.view(COASTER.context()).sections();
        assertTrue(sections.get(0) instanceof Section.Notice notice
                && notice.words().zh().contains("身高"));
        assertTrue(sections.get(1) instanceof Section.Notice notice
                && notice.words().zh().contains("压杠"));
        assertTrue(sections.get(2) instanceof Section.Phones);
        Section.Facts limits = sections.stream()
                .filter(Section.Facts.class::isInstance)
                .map(Section.Facts.class::cast)
                .filter(facts -> facts.title().en().startsWith("Passenger limits"))
                .findFirst()
                .orElseThrow();
        assertEquals("height-min", limits.facts().get(0).name());
        assertEquals("140 cm", limits.facts().get(0).value().en());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"6100", "6200", "6300", "6500", "6800", "6900", "6A00", "6B00", "6D10", "6D20", "6D40", "6E10"})
    void every_kind_of_ride_has_a_word_of_its_own_after_the_general_one(String category) {
        List<String> notices = PLUGIN.view(Contexts.of(category).context()).sections().stream()
                .filter(Section.Notice.class::isInstance)
                .map(section -> section.title().en())
                .toList();
        assertEquals(2, notices.size(), notices.toString());
        assertEquals("Before you ride", notices.get(0));
    }

    @Test
    void whoever_works_there_reads_what_comes_before_each_day() {
        List<Section> sections =
                PLUGIN.view(COASTER.readBy(Audience.USING_UNIT).context()).sections();
        assertTrue(sections.get(0) instanceof Section.Notice notice
                && notice.words().zh().contains("试运行"));
        assertFalse(sections.stream().anyMatch(section -> section.title().en().equals("Before you ride")));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, ''",
        "MAINTENANCE_UNIT, ''",
        "INSPECTION_BODY, record-commissioning record-construction record-inspection record-manufacture"
                + " record-technical-data",
        "USING_UNIT, record-construction record-daily-check record-manufacture record-monthly-check record-move"
                + " record-operators record-scrap record-stop record-technical-data record-use record-yearly-check",
        "GOVERNMENT, record-accident record-construction record-manufacture record-move record-registration"
                + " record-scrap record-stop record-technical-data record-use"
    })
    void each_side_may_do_what_is_its_own(Audience reader, String actions) {
        assertEquals(
                actions,
                PLUGIN.view(COASTER.readBy(reader).context()).actions().stream()
                        .filter(action -> action.audience().contains(reader))
                        .map(Action::name)
                        .sorted()
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void what_is_due_of_a_set_is_recorded_of_the_set_and_not_of_its_cars() {
        Contexts car = Contexts.of("6A00").under(Rulebook.of(PLUGIN.rules())).childAs("car");
        Set<String> kinds =
                PLUGIN.view(car.context()).actions().stream().map(Action::kind).collect(Collectors.toSet());
        for (String kind : List.of(
                "inspection",
                "commissioning",
                "registration",
                "ride/daily-check",
                "ride/monthly-check",
                "ride/yearly-check")) {
            assertFalse(kinds.contains(kind), kind);
            List<Finding> found =
                    PLUGIN.check(car.context(), kind, new Values(Map.of("on", LocalDate.parse("2026-02-01"))));
            assertEquals(1, found.size(), kind);
            assertTrue(found.get(0).words().zh().contains("母码"), found.toString());
        }
        assertTrue(kinds.containsAll(Set.of("ride/technical", "construction", "scrap")), kinds.toString());
        assertEquals(
                List.of(),
                PLUGIN.check(car.context(), "scrap", new Values(Map.of("on", LocalDate.parse("2026-02-01")))));
    }

    @Test
    void passengers_see_the_limits_and_that_it_was_checked_today_but_no_findings() {
        assertTrue(readable("ride/technical")
                .containsAll(Set.of("height-min", "age-min", "weight-max", "not-for", "passengers")));
        assertFalse(readable("ride/technical").contains("control"));
        assertEquals(Set.of("on", "trial-runs", "result"), readable("ride/daily-check"));
        assertEquals(Set.of("on", "result"), readable("ride/monthly-check"));
        assertEquals(Set.of("on", "result"), readable("ride/yearly-check"));
        assertEquals(Set.of(), readable("ride/operators"));
    }

    @ParameterizedTest
    @CsvSource({"110, 195, 0", "195, 110, 1", "140, 140, 0", "140, , 0", ", 140, 0"})
    void limits_that_nobody_could_keep_are_not_taken(BigDecimal least, BigDecimal most, int findings) {
        var values = new java.util.HashMap<String, Object>();
        if (least != null) {
            values.put("height-min", least);
        }
        if (most != null) {
            values.put("height-max", most);
        }
        List<Finding> found = PLUGIN.check(COASTER.context(), "ride/technical", new Values(values));
        assertEquals(findings, found.size(), found.toString());
        found.forEach(finding -> assertEquals("height-max", finding.field()));
    }

    @Test
    void an_age_that_nobody_could_have_is_not_taken() {
        List<Finding> found =
                PLUGIN.check(COASTER.context(), "ride/technical", new Values(Map.of("age-min", 60L, "age-max", 8L)));
        assertEquals(List.of("age-max"), found.stream().map(Finding::field).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "ride/daily-check, 2026-03-01, ''",
        "ride/daily-check, 2026-03-02, on",
        "inspection, 2022-05-20, ''",
        "inspection, 2022-05-19, on"
    })
    void nothing_is_done_after_today_or_before_the_ride_began(String kind, String day, String field) {
        List<Finding> found = PLUGIN.check(COASTER.context(), kind, new Values(Map.of("on", LocalDate.parse(day))));
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
