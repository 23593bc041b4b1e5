package org.teshema.plugin.forklift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Values;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

// @guide test
class ForkliftPluginTest extends PluginContract {
    private static final ScanContext INSPECTED = Contexts.of("5110")
            .under(Rulebook.of(new ForkliftPlugin().rules()))
            .on("2026-03-01")
            .entry("inspection", Map.of("on", LocalDate.parse("2024-02-10"), "result", "pass"))
            .context();

    @Override
    protected Plugin plugin() {
        return new ForkliftPlugin();
    }

    @Override
    protected List<ScanContext> contexts() {
        return List.of(INSPECTED);
    }

    @Test
    void a_truck_inspected_in_february_2024_was_due_by_the_end_of_february_2026() {
        ClockReading reading = new ForkliftPlugin().clocks(INSPECTED).get(0);
        assertEquals(Optional.of(LocalDate.parse("2026-02-28")), reading.due());
        assertEquals(DueStatus.OVERDUE, reading.status());
    }
    // @end test

    @Test
    void a_truck_nobody_inspected_is_unknown_and_not_overdue() {
        ClockReading reading = new ForkliftPlugin()
                .clocks(Contexts.of("5110")
                        .under(Rulebook.of(new ForkliftPlugin().rules()))
                        .context())
                .get(0);
        assertEquals(DueStatus.UNKNOWN, reading.status());
        assertEquals(Optional.empty(), reading.due());
    }

    @Test
    void until_november_2022_the_same_truck_was_due_after_a_year() {
        // Inspected in May 2021: under TSG N0001-2017 due in May 2022, under TSG 81-2022 in May 2023.
        Contexts truck = Contexts.of("5110")
                .under(Rulebook.of(new ForkliftPlugin().rules()))
                .entry("inspection", Map.of("on", LocalDate.parse("2021-05-12"), "result", "pass"));
        ClockReading then =
                new ForkliftPlugin().clocks(truck.on("2022-11-30").context()).get(0);
        assertEquals(Optional.of(LocalDate.parse("2022-05-31")), then.due());
        assertEquals(DueStatus.OVERDUE, then.status());
        ClockReading next =
                new ForkliftPlugin().clocks(truck.on("2022-12-01").context()).get(0);
        assertEquals(Optional.of(LocalDate.parse("2023-05-31")), next.due());
        assertEquals(DueStatus.VALID, next.status());
    }

    @Test
    void a_check_of_tomorrow_is_not_taken_today() {
        var tomorrow = new Values(Map.of("on", LocalDate.parse("2026-03-02"), "brakes-good", true));
        var today = new Values(Map.of("on", LocalDate.parse("2026-03-01"), "brakes-good", true));
        assertEquals(
                "on",
                new ForkliftPlugin()
                        .check(INSPECTED, "forklift/daily-check", tomorrow)
                        .get(0)
                        .field());
        assertEquals(List.of(), new ForkliftPlugin().check(INSPECTED, "forklift/daily-check", today));
    }
}
