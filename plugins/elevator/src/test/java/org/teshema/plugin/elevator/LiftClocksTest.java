package org.teshema.plugin.elevator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.rule.Schedule;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;

class LiftClocksTest {
    private static final Rulebook RULES = Rulebook.of(new ElevatorPlugin().rules());
    private static final Schedule INSPECTIONS = schedule("inspection");
    private static final Schedule TESTINGS = schedule("testing");

    /*
     * Worked out by hand from: years 1, 4, 7, 9, 11, 13, 15, then every year; window from one month before to nine months
     * after the month it was due; in the window the anchor stays, outside it moves to the month of the inspection; due on
     * the last day of the month; never after the turn that follows the next one.
     */
    @ParameterizedTest(name = "installed {0}, inspected {1}, had been due {2} -> {3}")
    @CsvSource({
        // In the month it was due: year 1 -> year 4.
        "2022-05-20, 2023-05-18, , 2026-05-31",
        // One month early and nine months late are both inside the window: the anchor stays.
        "2022-05-20, 2023-04-01, , 2026-05-31",
        "2022-05-20, 2024-02-29, , 2026-05-31",
        // Ten months late: counted from March 2024, three years on.
        "2022-05-20, 2024-03-01, , 2027-03-31",
        // Two months early: counted from March 2023, three years on.
        "2022-05-20, 2023-03-31, , 2026-03-31",
        // Year 4 -> year 7.
        "2019-11-30, 2023-11-02, , 2026-11-30",
        // Year 7 -> year 9: two years now.
        "2016-08-15, 2023-08-30, , 2025-08-31",
        // Year 13 -> year 15 -> year 16: every year after that.
        "2010-03-10, 2023-03-05, , 2025-03-31",
        "2010-03-10, 2025-03-05, , 2026-03-31",
        "2010-03-10, 2026-03-05, , 2027-03-31",
        // Installed on the last day of February in a leap year: due in February, whatever its length.
        "2020-02-29, 2021-02-28, , 2024-02-29",
        "2020-02-29, 2024-02-29, , 2027-02-28",
        // Installed on the last day of a long month, due in a short one does not occur: the month is the same each
        // year.
        "2021-01-31, 2022-01-31, , 2025-01-31",
        // The record says when it had been due: a moved anchor stays moved. Due March 2027, done in March 2027 -> + 3
        // years
        // as for year 4, the nearest turn to 58 months.
        "2022-05-20, 2027-03-10, 2027-03-31, 2030-03-31",
        // ... done ten months after that: month 68, counted from there + 3 years = month 104; year 9 is month 108, so
        // not capped.
        "2022-05-20, 2028-01-15, 2027-03-31, 2031-01-31",
        // ... done so late that + 3 years would skip year 9 (May 2031): capped there.
        "2022-05-20, 2029-02-10, 2027-03-31, 2031-05-31",
        // A lift of 20 years, inspected eleven months late: a year from then.
        "2003-06-01, 2024-05-10, 2023-06-30, 2025-05-31",
    })
    void the_next_inspection(LocalDate installed, LocalDate inspected, LocalDate due, LocalDate next) {
        assertEquals(Optional.of(next), INSPECTIONS.next(installed, inspected, Optional.ofNullable(due)));
    }

    @ParameterizedTest(name = "installed {0}, tested {1} -> {2}")
    @CsvSource({
        // Years 2, 3, 5, 6, 8, 10, 12, 14.
        "2022-05-20, 2024-05-18, 2025-05-31",
        "2022-05-20, 2025-05-18, 2027-05-31",
        "2018-09-01, 2024-09-30, 2026-09-30",
        "2012-12-31, 2024-12-01, 2026-12-31",
    })
    void the_next_testing(LocalDate installed, LocalDate tested, LocalDate next) {
        assertEquals(Optional.of(next), TESTINGS.next(installed, tested, Optional.empty()));
    }

    @Test
    void after_the_fourteenth_year_no_testing_is_asked_for() {
        assertEquals(
                Optional.empty(),
                TESTINGS.next(LocalDate.parse("2010-04-01"), LocalDate.parse("2024-04-02"), Optional.empty()));
    }

    @Test
    void a_later_inspection_never_gives_an_earlier_due_date() {
        var random = new Random(20260301);
        for (int round = 0; round < 20_000; round++) {
            LocalDate installed = LocalDate.of(1995, 1, 1).plusDays(random.nextInt(11_000));
            LocalDate one = installed.plusDays(random.nextInt(12_000));
            LocalDate later = one.plusDays(random.nextInt(1_500));
            Optional<LocalDate> due = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(installed.plusMonths(1 + random.nextInt(300)));
            LocalDate first = INSPECTIONS.next(installed, one, due).orElseThrow();
            LocalDate second = INSPECTIONS.next(installed, later, due).orElseThrow();
            assertFalse(
                    second.isBefore(first),
                    () -> "installed " + installed + ", due " + due + ": inspected " + one + " -> " + first
                            + ", but inspected " + later + " -> " + second);
        }
    }

    @Test
    void the_next_date_lies_after_the_inspection_and_at_most_three_years_on_the_end_of_a_month() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            LocalDate installed = LocalDate.of(1995, 1, 1).plusDays(random.nextInt(11_000));
            LocalDate done = installed.plusDays(random.nextInt(12_000));
            LocalDate next = INSPECTIONS.next(installed, done, Optional.empty()).orElseThrow();
            assertTrue(next.isAfter(done), () -> installed + " " + done + " " + next);
            assertFalse(next.isAfter(done.plusMonths(38)), () -> installed + " " + done + " " + next);
            assertEquals(1, next.plusDays(1).getDayOfMonth());
        }
    }

    @ParameterizedTest(name = "on {0}: {1}")
    @CsvSource({
        // Due 2026-05-31; warned of 60 days before, from 2026-04-01 on.
        "2026-03-31, VALID",
        "2026-04-01, DUE_SOON",
        "2026-05-31, DUE_SOON",
        "2026-06-01, OVERDUE"
    })
    void the_days_around_the_due_date(String today, DueStatus status) {
        ClockReading reading = inspection(inspected("pass").on(today));
        assertEquals(status, reading.status());
        assertEquals(Optional.of(LocalDate.parse("2026-05-31")), reading.due());
    }

    @Test
    void a_failed_inspection_leaves_no_next_date() {
        for (String result : List.of("fail", "fail-again")) {
            ClockReading reading = inspection(inspected(result));
            assertEquals(DueStatus.FAILED, reading.status());
            assertEquals(Optional.empty(), reading.due());
        }
        assertEquals(
                DueStatus.VALID, inspection(inspected("pass-again")).status(), "passed when inspected again counts");
    }

    @Test
    void without_a_supervision_inspection_nothing_is_guessed() {
        ClockReading reading = inspection(Contexts.of("3110")
                .under(RULES)
                .entry("inspection", Map.of("on", LocalDate.parse("2025-05-01"), "result", "pass")));
        assertEquals(DueStatus.UNKNOWN, reading.status());
        assertEquals(Optional.empty(), reading.due());
    }

    @Test
    void a_new_lift_is_first_inspected_after_a_year_and_first_tested_after_two() {
        var readings = read(installed("installation", "2025-10-08"));
        assertEquals(
                Optional.of(LocalDate.parse("2026-10-31")),
                of("inspection", readings).due());
        assertEquals(
                Optional.of(LocalDate.parse("2027-10-31")),
                of("testing", readings).due());
    }

    @Test
    void a_rebuilding_begins_a_new_life_and_older_inspections_count_no_more() {
        var readings = read(installed("rebuild", "2025-10-08")
                .entry("inspection", Map.of("on", LocalDate.parse("2025-05-01"), "result", "pass")));
        assertEquals(
                Optional.of(LocalDate.parse("2026-10-31")),
                of("inspection", readings).due());
    }

    @Test
    void a_major_repair_begins_no_new_life() {
        var archive = new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z"))
                .with(Contexts.entryOf(
                        1, "commissioning", values("installation", "2019-05-20"), LocalDate.parse("2019-05-20")))
                .with(Contexts.entryOf(
                        2, "commissioning", values("major-repair", "2025-01-10"), LocalDate.parse("2025-01-10")));
        var context = installed("major-repair", "2025-01-10")
                .entry("inspection", Map.of("on", LocalDate.parse("2023-05-10"), "result", "pass"))
                .context();
        var plugin = new ElevatorPlugin();
        plugin.start(archive);
        ClockReading reading = of("inspection", plugin.clocks(context));
        // Installed May 2019, year 4 done in May 2023 -> year 7.
        assertEquals(Optional.of(LocalDate.parse("2026-05-31")), reading.due());
    }

    @Test
    void out_of_use_the_clocks_stand_still() {
        for (DeviceStatus status : List.of(DeviceStatus.STOPPED, DeviceStatus.SCRAPPED)) {
            read(inspected("pass").status(status)).forEach(one -> assertEquals(DueStatus.STOPPED, one.status()));
        }
    }

    @Test
    void what_was_due_on_a_past_day_is_told_by_the_rule_of_that_day() {
        // Until 2023-04-01 every lift was inspected each year.
        ClockReading then = inspection(installed("installation", "2018-05-20")
                .entry("inspection", Map.of("on", LocalDate.parse("2022-05-10"), "result", "pass"))
                .on("2023-01-15"));
        assertEquals(Optional.of("lift-T7001-2009"), then.rule());
        assertEquals(Optional.of(LocalDate.parse("2023-05-31")), then.due());
        ClockReading now = inspection(installed("installation", "2018-05-20")
                .entry("inspection", Map.of("on", LocalDate.parse("2022-05-10"), "result", "pass"))
                .on("2023-05-15"));
        assertEquals(Optional.of("lift-T7001"), now.rule());
        assertEquals(Optional.of(LocalDate.parse("2025-05-31")), now.due());
    }

    @Test
    void the_weightier_clock_stands_first() {
        var readings = read(installed("installation", "2022-05-20")
                .entry("inspection", Map.of("on", LocalDate.parse("2023-05-18"), "result", "pass"))
                .on("2026-03-01"));
        // Inspection is due in May 2026; the testing of year 2 was never recorded.
        assertEquals("testing", readings.get(0).clock());
        assertEquals(DueStatus.OVERDUE, readings.get(0).status());
    }

    @Test
    void an_unsure_rule_says_so() {
        assertTrue(inspection(inspected("pass")).basis().zh().contains("待核"));
    }

    /*
     * A governor is calibrated in its years 2, 4 and so on to 14, then in its year 15 and every year: beyond 15 years no
     * calibration is older than a year. In the window of a month early and nine late the turn stays.
     */
    @ParameterizedTest(name = "governor of {0}, calibrated {1} -> {2}")
    @CsvSource({
        "2024-02-29, , 2026-02-28",
        "2018-05-20, 2024-05-11, 2026-05-31",
        "2018-05-20, 2024-04-01, 2026-05-31",
        "2018-05-20, 2025-02-28, 2026-05-31",
        "2018-05-20, 2025-03-01, 2027-03-31",
        "2011-03-31, 2025-03-10, 2026-03-31",
        "2010-03-31, 2025-04-10, 2026-03-31",
        "2010-03-31, 2026-03-10, 2027-03-31",
        "2003-06-15, 2025-06-20, 2026-06-30",
    })
    void the_next_calibration_of_the_governor(String since, String calibrated, LocalDate due) {
        assertEquals(
                Optional.of(due),
                governor(since, calibrated, "pass").orElseThrow().due());
    }

    @Test
    void a_governor_that_failed_has_no_next_date_and_one_nobody_recorded_has_no_clock() {
        ClockReading failed = governor("2018-05-20", "2024-05-11", "fail").orElseThrow();
        assertEquals(DueStatus.FAILED, failed.status());
        assertEquals(Optional.empty(), failed.due());
        assertEquals(
                List.of(),
                read(inspected("pass")).stream()
                        .filter(one -> one.clock().equals("governor-calibration"))
                        .toList());
    }

    private static Optional<ClockReading> governor(String since, String calibrated, String result) {
        Contexts lift = inspected("pass").entry("elevator/governor", Map.of("on", LocalDate.parse(since)));
        if (calibrated != null) {
            lift = lift.entry(
                    "elevator/governor-calibration", Map.of("on", LocalDate.parse(calibrated), "result", result));
        }
        return read(lift).stream()
                .filter(one -> one.clock().equals("governor-calibration"))
                .findFirst();
    }

    private static Schedule schedule(String topic) {
        return Schedule.of(RULES.governing(topic, new CatalogueCode("3110"), LocalDate.parse("2026-01-01"))
                .orElseThrow());
    }

    private static Contexts inspected(String result) {
        return installed("installation", "2022-05-20")
                .entry("inspection", Map.of("on", LocalDate.parse("2023-05-18"), "result", result));
    }

    private static Contexts installed(String works, String on) {
        return Contexts.of("3110").under(RULES).on("2026-03-01").entry("commissioning", values(works, on));
    }

    private static Map<String, Object> values(String works, String on) {
        return new HashMap<>(Map.of("works", works, "on", LocalDate.parse(on), "result", "pass"));
    }

    private static List<ClockReading> read(Contexts contexts) {
        return new ElevatorPlugin().clocks(contexts.context());
    }

    private static ClockReading inspection(Contexts contexts) {
        return of("inspection", read(contexts));
    }

    private static ClockReading of(String clock, List<ClockReading> readings) {
        return readings.stream()
                .filter(one -> one.clock().equals(clock))
                .findFirst()
                .orElseThrow();
    }
}
