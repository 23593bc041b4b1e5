package org.teshema.plugin.elevator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Values;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

class ElevatorPluginTest extends PluginContract {
    private static final Contexts LIFT = Contexts.of("3110")
            .under(Rulebook.of(new ElevatorPlugin().rules()))
            .on("2026-03-01")
            .entry(
                    "commissioning",
                    Map.of("works", "installation", "on", LocalDate.parse("2022-05-20"), "result", "pass"))
            .entry("inspection", Map.of("on", LocalDate.parse("2023-05-18"), "result", "pass", "body", "某检验机构"))
            .entry("testing", Map.of("on", LocalDate.parse("2025-05-06"), "result", "pass"))
            .entry("elevator/governor", Map.of("on", LocalDate.parse("2022-05-20")))
            .entry("elevator/maintenance", Map.of("on", LocalDate.parse("2026-02-20"), "visit", "half-month"))
            .entry("elevator/technical", Map.of("rated-load", new BigDecimal("1000"), "persons", 13L));

    @Override
    protected Plugin plugin() {
        return new ElevatorPlugin();
    }

    @Override
    protected Set<String> ownPositions() {
        return Set.of("balustrade-end");
    }

    @Override
    protected List<ScanContext> contexts() {
        return List.of(
                LIFT.context(),
                LIFT.readBy(Audience.MAINTENANCE_UNIT).context(),
                LIFT.readBy(Audience.INSPECTION_BODY).context(),
                Contexts.of("3310").context(),
                Contexts.of("3430").context());
    }

    @ParameterizedTest
    @CsvSource({
        "3110, car-interior",
        "3210, car-interior",
        "3410, car-interior",
        "3420, car-interior",
        "3310, landing-plate",
        "3320, landing-plate",
        "3430, landing-door"
    })
    void each_class_has_its_own_place_for_the_label(String category, String position) {
        Posting posting = new ElevatorPlugin().posting(Contexts.of(category).device());
        assertEquals("上海智慧电梯", posting.labelTitle());
        assertEquals(position, posting.positions().get(0).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3310", "3320", "3430"})
    void nothing_hangs_inside_a_car_that_is_not_there_or_that_nobody_enters(String category) {
        assertFalse(new ElevatorPlugin()
                .posting(Contexts.of(category).device()).positions().stream()
                        .map(Position::name)
                        .anyMatch("car-interior"::equals));
    }

    @Test
    void the_public_reads_first_what_to_do_when_trapped_and_whom_to_call() {
        List<Section> sections = new ElevatorPlugin().view(LIFT.context()).sections();
        assertTrue(sections.get(0) instanceof Section.Notice notice
                && notice.words().zh().contains("报警按钮"));
        assertTrue(sections.get(1) instanceof Section.Phones phones
                && phones.phones().get(0).number().equals("021-50000012"));
    }

    @Test
    void on_an_escalator_the_stop_button_is_named_and_no_car() {
        Section first = new ElevatorPlugin()
                .view(Contexts.of("3310").context())
                .sections()
                .get(0);
        assertTrue(first instanceof Section.Notice notice
                && notice.words().zh().contains("急停")
                && !notice.words().zh().contains("轿厢"));
    }

    @ParameterizedTest
    @CsvSource({"half-month, 31", "quarter, 44", "half-year, 59", "year, 76"})
    void a_deeper_visit_covers_all_of_the_shallower_ones(String visit, int items) {
        assertEquals(items, Visit.of(visit).orElseThrow().items().size());
    }

    @Test
    void the_maintenance_unit_sees_the_items_and_the_public_does_not() {
        assertTrue(new ElevatorPlugin()
                .view(LIFT.readBy(Audience.MAINTENANCE_UNIT).context()).sections().stream()
                        .anyMatch(section -> section instanceof Section.Table table
                                && table.rows().size() == 76));
        assertTrue(new ElevatorPlugin()
                .view(LIFT.context()).sections().stream().noneMatch(Section.Table.class::isInstance));
    }

    @Test
    void sixteen_days_after_a_visit_the_next_one_is_overdue() {
        // 2026-02-20 + 15 days = 2026-03-07.
        assertEquals(Section.Tone.PLAIN, nextVisit("2026-03-07").tone());
        assertEquals(Section.Tone.WARNING, nextVisit("2026-03-08").tone());
    }

    private static Section.Fact nextVisit(String today) {
        return fact(LIFT.on(today), "next");
    }

    private static Section.Fact fact(Contexts lift, String name) {
        return new ElevatorPlugin()
                .view(lift.context()).sections().stream()
                        .filter(Section.Facts.class::isInstance)
                        .flatMap(section -> ((Section.Facts) section).facts().stream())
                        .filter(fact -> fact.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void everybody_reads_when_a_lift_was_maintained_last() {
        Contexts visited = LIFT.entry(
                "elevator/upkeep",
                Map.of("visit", "quarter", "begun", 7L, "begun-at", "2026-02-25 09:00", "done-at", "2026-02-25 10:30"));
        Section.Fact last = fact(visited.masked(new ElevatorPlugin().kinds()), "last");
        assertEquals("最近一次维保", last.label().zh());
        assertTrue(last.value().zh().startsWith("2026-02-25 10:30 "), last::toString);
        assertTrue(last.value().en().startsWith("2026-02-25 10:30, "), last::toString);
    }

    @ParameterizedTest
    @CsvSource({"half-month, 31, true, 0", "half-month, 30, true, 1", "quarter, 44, false, 1", "year, 59, false, 2"})
    void a_visit_is_taken_with_all_its_items_and_the_officers_signature(
            String visit, long items, boolean signed, int findings) {
        var values = new Values(
                Map.of("on", LocalDate.parse("2026-03-01"), "visit", visit, "items", items, "officer-signed", signed));
        List<Finding> found = new ElevatorPlugin().check(LIFT.context(), "elevator/maintenance", values);
        assertEquals(findings, found.size(), found.toString());
    }

    @Test
    void whoever_works_on_the_lift_reads_of_the_machine_first_and_of_help_last() {
        List<Section> sections = new ElevatorPlugin()
                .view(LIFT.readBy(Audience.USING_UNIT).context())
                .sections();
        assertTrue(sections.get(0) instanceof Section.Facts);
        assertTrue(sections.get(sections.size() - 1) instanceof Section.Phones);
    }

    @ParameterizedTest
    @CsvSource({
        "MAINTENANCE_UNIT, begin-upkeep record-governor record-governor-calibration record-testing",
        "INSPECTION_BODY, record-commissioning record-construction record-governor record-governor-calibration"
                + " record-inspection record-manufacture record-technical-data record-testing",
        "USING_UNIT, record-construction record-governor record-manufacture record-move record-scrap record-stop"
                + " record-technical-data record-testing record-use",
        "GOVERNMENT, record-accident record-construction record-manufacture record-move record-registration"
                + " record-scrap record-stop record-technical-data record-use",
        "PUBLIC, ''"
    })
    void each_side_may_do_what_is_its_own(Audience reader, String actions) {
        assertEquals(
                actions,
                new ElevatorPlugin()
                        .view(LIFT.readBy(reader).context()).actions().stream()
                                .filter(action -> action.audience().contains(reader))
                                .map(action -> action.name())
                                .sorted()
                                .collect(Collectors.joining(" ")));
    }

    @Test
    void an_inspection_before_the_lift_was_commissioned_or_after_today_is_not_taken() {
        var early = new Values(Map.of("on", LocalDate.parse("2022-05-19"), "result", "pass"));
        var late = new Values(Map.of("on", LocalDate.parse("2026-03-02"), "result", "pass"));
        assertEquals(
                1,
                new ElevatorPlugin().check(LIFT.context(), "inspection", early).size());
        assertEquals(
                1,
                new ElevatorPlugin().check(LIFT.context(), "inspection", late).size());
    }
}
