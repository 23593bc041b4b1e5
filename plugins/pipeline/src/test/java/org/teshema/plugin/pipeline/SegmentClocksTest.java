package org.teshema.plugin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.testkit.Contexts;

class SegmentClocksTest {
    private static final PipelinePlugin PLUGIN = new PipelinePlugin();

    private static Contexts unit(String category) {
        return Contexts.of(category).under(Rulebook.of(PLUGIN.rules()));
    }

    private static Contexts with(Contexts unit, String number, Object... fields) {
        var values = new HashMap<String, Object>(Map.of("name", "Line " + number, "length", BigDecimal.TEN));
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                boolean day = List.of("used", "inspected", "next").contains(fields[i]);
                values.put((String) fields[i], day ? LocalDate.parse((String) fields[i + 1]) : fields[i + 1]);
            }
        }
        return unit.segment(number, values);
    }

    private static ClockReading reading(Contexts unit, String topic) {
        return PLUGIN.clocks(unit.context()).stream()
                .filter(one -> one.clock().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    /*
     * Worked out by hand. First: put to use + 36 months, at the end of that month. Later: from the month of the inspection, 72
     * months for GC1 and GC2, 108 for GC3, 36 for safety grade 3, at the end of that month, or on the day the report names
     * where that is earlier. What an inspection body sets for lines of the city counts as it stands, for those of the country up
     * to 96 months. Due soon from 60 days before on.
     */
    @ParameterizedTest(name = "{0} {1} grade {2}, used {3}, inspected {4} {5}, next {6}; on {7}: {8} {9}")
    @CsvSource(
            nullValues = "-",
            value = {
                // Never inspected.
                "8310, GC1, -, 2023-03-15, -, -, -, 2025-03-01, VALID, 2026-03-31",
                "8310, GC2, -, 2022-04-01, -, -, -, 2025-03-01, DUE_SOON, 2025-04-30",
                "8310, GC3, -, 2022-02-28, -, -, -, 2025-03-01, OVERDUE, 2025-02-28",
                "8310, GC3, 2, 2022-02-28, -, -, -, 2025-02-28, DUE_SOON, 2025-02-28",
                // Put to use on the last day of a leap year's February.
                "8310, GC2, -, 2024-02-29, -, -, -, 2026-03-01, VALID, 2027-02-28",
                "8310, GC2, -, 2021-02-28, -, -, -, 2023-01-01, VALID, 2024-02-29",
                // Inspected: six years for GC1 and GC2.
                "8310, GC1, 1, 2012-06-01, 2019-03-31, pass, -, 2025-03-01, DUE_SOON, 2025-03-31",
                "8310, GC2, 2, 2012-06-01, 2019-02-28, pass, -, 2025-03-01, OVERDUE, 2025-02-28",
                "8310, GC2, 2, 2012-06-01, 2018-02-01, pass, -, 2024-02-01, DUE_SOON, 2024-02-29",
                "8330, GC1, 1, 2012-06-01, 2020-08-31, basic, -, 2026-03-01, VALID, 2026-08-31",
                // Nine years for GC3.
                "8320, GC3, 2, 2010-05-05, 2017-10-31, pass, -, 2026-03-01, VALID, 2026-10-31",
                "8320, GC3, 1, 2010-05-05, 2016-02-29, pass, -, 2025-03-01, OVERDUE, 2025-02-28",
                // Three years for safety grade 3, whatever the class.
                "8310, GC3, 3, 2010-05-05, 2023-01-31, pass, -, 2026-03-01, OVERDUE, 2026-01-31",
                "8310, GC1, 3, 2010-05-05, 2023-03-31, pass, -, 2026-03-01, DUE_SOON, 2026-03-31",
                // The day that the report names counts where it is earlier, and not where it is later.
                "8310, GC2, 2, 2012-06-01, 2021-05-10, pass, 2025-05-09, 2026-03-01, OVERDUE, 2025-05-09",
                "8310, GC2, 2, 2012-06-01, 2021-05-10, pass, 2030-05-09, 2026-03-01, VALID, 2027-05-31",
                // Late or early, the years count from the inspection.
                "8310, GC2, 2, 2012-06-01, 2016-12-31, pass, -, 2022-10-31, VALID, 2022-12-31",
                "8310, GC2, 2, 2012-06-01, 2014-01-31, pass, -, 2019-12-31, DUE_SOON, 2020-01-31",
                // Failed, and grade 4: not to be used.
                "8310, GC2, 2, 2012-06-01, 2025-05-10, fail, 2026-05-10, 2026-03-01, FAILED, -",
                "8310, GC2, 4, 2012-06-01, 2025-05-10, pass, -, 2026-03-01, FAILED, -",
                "8310, GC2, 4, 2024-06-01, -, -, -, 2026-03-01, FAILED, -",
                // Not known: nothing to count from, no grade, a class that no rule of industrial piping names.
                "8310, GC2, -, -, -, -, -, 2026-03-01, UNKNOWN, -",
                "8310, GC1, -, 2012-06-01, 2021-05-10, pass, -, 2026-03-01, UNKNOWN, -",
                "8310, GA1, 2, 2012-06-01, 2021-05-10, pass, -, 2026-03-01, UNKNOWN, -",
                // Inspected, and nobody knows since when it is used: counted from the inspection.
                "8310, GC2, 2, -, 2021-05-10, pass, -, 2026-03-01, VALID, 2027-05-31",
                // Lines of the city: three years, then as recorded.
                "8210, GB1, -, 2023-01-31, -, -, -, 2026-03-01, OVERDUE, 2026-01-31",
                "8210, GB1, 2, 2012-06-01, 2020-05-10, pass, 2032-05-09, 2026-03-01, VALID, 2032-05-09",
                "8220, GB2, -, 2012-06-01, 2020-05-10, pass, -, 2026-03-01, UNKNOWN, -",
                // Lines of the country: as recorded, at most eight years.
                "8110, GA1, 2, 2012-06-01, 2020-05-10, pass, 2027-05-09, 2026-03-01, VALID, 2027-05-09",
                "8120, GA2, 2, 2012-06-01, 2020-02-10, pass, 2032-05-09, 2026-03-01, VALID, 2028-02-29",
                "8110, GA1, -, 2023-04-30, -, -, -, 2026-03-01, DUE_SOON, 2026-04-30",
                // Before the rule was in force nobody can say.
                "8110, GA1, -, 2020-04-30, -, -, -, 2022-05-31, UNKNOWN, -",
            })
    void what_is_due_of_a_segment(
            String category,
            String pipeClass,
            String grade,
            String used,
            String inspected,
            String result,
            String next,
            String today,
            DueStatus status,
            LocalDate due) {
        Contexts unit = with(
                unit(category).on(today),
                "1",
                "class",
                pipeClass,
                "grade",
                grade,
                "used",
                used,
                "inspected",
                inspected,
                "result",
                result,
                "next",
                next);
        ClockReading reading = reading(unit, "inspection");
        assertEquals(status, reading.status());
        assertEquals(Optional.ofNullable(due), reading.due());
    }

    private static Contexts threeLines() {
        Contexts unit = unit("8310");
        unit = with(unit, "A", "class", "GC2", "grade", "2", "used", "2012-06-01", "inspected", "2021-05-10");
        unit = with(unit, "B", "class", "GC3", "grade", "3", "used", "2012-06-01", "inspected", "2023-09-30");
        return with(unit, "C", "class", "GC3", "grade", "1", "used", "2012-06-01", "inspected", "2021-05-10");
    }

    @Test
    void a_unit_is_due_when_the_first_of_its_segments_is_and_the_basis_says_which() {
        ClockReading reading = reading(threeLines(), "inspection");
        assertEquals(DueStatus.VALID, reading.status());
        assertEquals(Optional.of(LocalDate.parse("2026-09-30")), reading.due());
        assertTrue(
                reading.basis().zh().startsWith("“Line B”：TSG 31-2025"),
                reading.basis().zh());
        assertTrue(reading.basis().en().endsWith("3 segments."), reading.basis().en());
        assertEquals(Optional.of("pipe-industrial"), reading.rule());
    }

    @Test
    void whoever_may_see_numbers_is_told_the_number_too() {
        Contexts unit = with(unit("8310"), "PL-7", "number", "PL-7", "class", "GC2", "used", "2024-01-01");
        assertTrue(reading(unit, "inspection").basis().zh().startsWith("“Line PL-7（PL-7）”："));
    }

    @Test
    void one_segment_that_failed_makes_the_unit_one_not_to_be_used() {
        Contexts unit =
                with(threeLines(), "D", "class", "GC2", "grade", "2", "inspected", "2025-02-02", "result", "fail");
        ClockReading reading = reading(unit, "inspection");
        assertEquals(DueStatus.FAILED, reading.status());
        assertEquals(Optional.empty(), reading.due());
        assertTrue(reading.basis().en().contains("\"Line D\""), reading.basis().en());
        assertTrue(
                reading.basis().en().endsWith("4 segments, 1 failed."),
                reading.basis().en());
    }

    @Test
    void a_segment_nobody_knows_of_leaves_the_unit_unknown_and_the_first_day_known() {
        Contexts unit = with(threeLines(), "D", "class", "GC2");
        ClockReading reading = reading(unit, "inspection");
        assertEquals(DueStatus.UNKNOWN, reading.status());
        assertEquals(Optional.of(LocalDate.parse("2026-09-30")), reading.due());
        assertTrue(reading.basis().en().contains("\"Line B\"")
                && reading.basis().en().contains("\"Line D\""));
    }

    @Test
    void one_segment_that_is_overdue_makes_the_unit_overdue_whatever_is_unknown_of_others() {
        Contexts unit = with(with(threeLines(), "D", "class", "GC2"), "E", "class", "GC1", "used", "2022-01-01");
        ClockReading reading = reading(unit, "inspection");
        assertEquals(DueStatus.OVERDUE, reading.status());
        assertEquals(Optional.of(LocalDate.parse("2025-01-31")), reading.due());
        assertTrue(
                reading.basis().zh().endsWith("共 5 条管道，超期 1，未知 1。"),
                reading.basis().zh());
    }

    @Test
    void what_was_due_on_the_first_of_march_2025_is_told_under_the_rules_of_that_day() {
        Contexts unit =
                with(unit("8310"), "1", "class", "GC2", "grade", "2", "used", "2012-06-01", "inspected", "2019-03-20");
        ClockReading then = reading(unit.on("2025-03-01"), "inspection");
        assertEquals(Optional.of(LocalDate.parse("2025-03-31")), then.due());
        assertTrue(then.basis().zh().contains("TSG D7005-2018"), then.basis().zh());
        assertTrue(reading(unit.on("2025-12-31"), "inspection").basis().zh().contains("TSG D7005-2018"));
        assertTrue(reading(unit.on("2026-01-01"), "inspection").basis().zh().contains("TSG 31-2025"));
        // Should the city learn that the new rule asks for five years, what was due in 2025 stays as it was.
        Rulebook corrected = Rulebook.of(PLUGIN.rules().stream()
                .map(rule -> rule.source().equals("TSG 31-2025") && rule.topic().equals("inspection")
                        ? with(rule, "months.class.GC2", "60")
                        : rule)
                .toList());
        assertEquals(
                Optional.of(LocalDate.parse("2025-03-31")),
                reading(unit.under(corrected).on("2025-12-31"), "inspection").due());
        assertEquals(
                Optional.of(LocalDate.parse("2024-03-31")),
                reading(unit.under(corrected).on("2026-01-01"), "inspection").due());
    }

    private static org.teshema.api.rule.Rule with(org.teshema.api.rule.Rule rule, String name, String value) {
        var parameters = new HashMap<>(rule.parameters());
        parameters.put(name, value);
        return new org.teshema.api.rule.Rule(
                rule.id(),
                rule.topic(),
                rule.nodes(),
                rule.title(),
                rule.source(),
                rule.from(),
                rule.until(),
                rule.sure(),
                parameters);
    }

    @Test
    void the_unit_checks_its_lines_every_year_from_when_the_first_of_them_was_put_to_use() {
        Contexts unit = with(with(unit("8310"), "1", "used", "2025-04-10"), "2", "used", "2025-02-10");
        ClockReading first = reading(unit, "yearly-check");
        assertEquals(Optional.of(LocalDate.parse("2026-02-28")), first.due());
        assertTrue(first.basis().en().contains("\"Line 2\""));
        // Checked in March 2025, before line 1 was put to use: that one is due first in April.
        Contexts checked =
                unit.entry("pipeline/yearly-check", Map.of("on", LocalDate.parse("2025-03-31"), "result", "pass"));
        ClockReading next = reading(checked, "yearly-check");
        assertEquals(Optional.of(LocalDate.parse("2026-03-31")), next.due());
        assertEquals(DueStatus.DUE_SOON, next.status());
        Contexts failed =
                unit.entry("pipeline/yearly-check", Map.of("on", LocalDate.parse("2025-12-31"), "result", "fail"));
        assertEquals(DueStatus.FAILED, reading(failed, "yearly-check").status());
    }

    @Test
    void an_inspection_of_the_whole_unit_that_failed_stands_for_every_segment() {
        Contexts unit = threeLines().entry("inspection", Map.of("on", LocalDate.parse("2026-01-15"), "result", "fail"));
        assertEquals(DueStatus.FAILED, reading(unit, "inspection").status());
    }

    @Test
    void a_unit_without_a_table_goes_by_its_own_entries() {
        Contexts unit = unit("8210").entry("use", Map.of("on", LocalDate.parse("2024-02-29")));
        assertEquals(
                Optional.of(LocalDate.parse("2027-02-28")),
                reading(unit, "inspection").due());
        assertEquals(DueStatus.UNKNOWN, reading(unit("8310"), "inspection").status());
    }

    @Test
    void of_a_unit_out_of_use_no_clock_runs() {
        ClockReading reading = reading(threeLines().status(DeviceStatus.STOPPED), "inspection");
        assertEquals(DueStatus.STOPPED, reading.status());
        assertEquals(Optional.empty(), reading.due());
    }
}
