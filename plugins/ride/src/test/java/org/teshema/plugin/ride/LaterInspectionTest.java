package org.teshema.plugin.ride;

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

/** Whatever was inspected when, with and without a supervision inspection: later is never worse, and failed is never good. */
class LaterInspectionTest {
    private static final RidePlugin PLUGIN = new RidePlugin();
    private static final LocalDate BEGINNING = LocalDate.of(2010, 1, 1);
    private static final Contexts KNOWN = Contexts.of("6200").under(Rulebook.of(PLUGIN.rules()));
    private static final Contexts BEGUN =
            KNOWN.entry("commissioning", Map.of("works", "installation", "on", BEGINNING, "result", "pass"));

    @Property
    void a_later_inspection_never_gives_an_earlier_due_date(
            @ForAll boolean begun,
            @ForAll @IntRange(max = 6000) int inspected,
            @ForAll @IntRange(max = 1500) int later,
            @ForAll @IntRange(min = -500, max = 500) int due) {
        Optional<LocalDate> had = Optional.of(day(inspected + due)).filter(day -> due % 3 != 0);
        LocalDate first = reading(begun, "pass", day(inspected), had).due().orElseThrow();
        LocalDate second =
                reading(begun, "pass", day(inspected + later), had).due().orElseThrow();
        assertFalse(second.isBefore(first), () -> first + " and then " + second);
    }

    @Property
    void a_failed_inspection_gives_no_next_date(
            @ForAll boolean begun, @ForAll @IntRange(max = 6000) int inspected, @ForAll boolean again) {
        ClockReading reading = reading(begun, again ? "fail-again" : "fail", day(inspected), Optional.empty());
        assertEquals(DueStatus.FAILED, reading.status());
        assertEquals(Optional.empty(), reading.due());
    }

    private static LocalDate day(int days) {
        return BEGINNING.plusDays(days);
    }

    private static ClockReading reading(boolean begun, String result, LocalDate on, Optional<LocalDate> due) {
        Map<String, Object> values = new HashMap<>(Map.of("on", on, "result", result));
        due.ifPresent(day -> values.put("due", day));
        return PLUGIN.clocks((begun ? BEGUN : KNOWN).entry("inspection", values).context())
                .get(0);
    }
}
