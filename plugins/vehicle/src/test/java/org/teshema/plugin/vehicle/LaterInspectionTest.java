package org.teshema.plugin.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.testkit.Contexts;

/** Whatever was inspected when: later is never worse, and failed is never good. */
class LaterInspectionTest {
    private static final VehiclePlugin PLUGIN = new VehiclePlugin();
    private static final Contexts VEHICLES = Contexts.of("5110").under(Rulebook.of(PLUGIN.rules()));
    private static final LocalDate BEGINNING = LocalDate.of(2017, 6, 1);

    @Property
    void a_later_inspection_never_gives_an_earlier_due_date(
            @ForAll @IntRange(max = 6000) int inspected,
            @ForAll @IntRange(max = 1500) int later,
            @ForAll @IntRange(min = -500, max = 500) int due,
            @ForAll @IntRange(max = 6000) int asked) {
        Optional<LocalDate> had = Optional.of(day(inspected + due)).filter(day -> due % 3 != 0);
        LocalDate first = reading("pass", day(inspected), had, day(asked)).due().orElseThrow();
        LocalDate second =
                reading("pass", day(inspected + later), had, day(asked)).due().orElseThrow();
        assertFalse(second.isBefore(first), () -> first + " and then " + second);
    }

    @Property
    void a_failed_inspection_gives_no_next_date(
            @ForAll @IntRange(max = 6000) int inspected,
            @ForAll @IntRange(max = 6000) int asked,
            @ForAll boolean again) {
        ClockReading reading = reading(again ? "fail-again" : "fail", day(inspected), Optional.empty(), day(asked));
        assertEquals(DueStatus.FAILED, reading.status());
        assertEquals(Optional.empty(), reading.due());
    }

    private static LocalDate day(int days) {
        return BEGINNING.plusDays(days);
    }

    private static ClockReading reading(String result, LocalDate on, Optional<LocalDate> due, LocalDate today) {
        Map<String, Object> values = new HashMap<>(Map.of("on", on, "result", result));
        due.ifPresent(day -> values.put("due", day));
        return PLUGIN.clocks(VEHICLES.on(today.toString())
                        .entry("inspection", values)
                        .context())
                .get(0);
    }
}
