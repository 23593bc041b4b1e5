package org.teshema.plugin.ropeway;

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

/** Whatever was inspected when, yearly or fully: later is never worse, and failed is never good. */
class LaterInspectionTest {
    private static final RopewayPlugin PLUGIN = new RopewayPlugin();
    private static final LocalDate BEGINNING = LocalDate.of(2010, 1, 1);
    private static final Contexts KNOWN = Contexts.of("9120").under(Rulebook.of(PLUGIN.rules()));
    private static final Contexts BEGUN =
            KNOWN.entry("commissioning", Map.of("works", "installation", "on", BEGINNING, "result", "pass"));

    @Property
    void a_later_inspection_never_gives_an_earlier_due_date(
            @ForAll boolean begun,
            @ForAll boolean full,
            @ForAll @IntRange(max = 6000) int inspected,
            @ForAll @IntRange(max = 1500) int later,
            @ForAll @IntRange(min = -500, max = 500) int due) {
        Optional<LocalDate> had = Optional.of(day(inspected + due)).filter(day -> due % 3 != 0);
        for (String clock : full ? new String[] {"inspection", "full-inspection"} : new String[] {"inspection"}) {
            LocalDate first = reading(begun, full, clock, "pass", day(inspected), had)
                    .due()
                    .orElseThrow();
            LocalDate second = reading(begun, full, clock, "pass", day(inspected + later), had)
                    .due()
                    .orElseThrow();
            assertFalse(second.isBefore(first), () -> clock + ": " + first + " and then " + second);
        }
    }

    @Property
    void a_failed_inspection_gives_no_next_date(
            @ForAll boolean begun,
            @ForAll boolean full,
            @ForAll @IntRange(max = 6000) int inspected,
            @ForAll boolean again) {
        ClockReading reading = reading(
                begun,
                full,
                full ? "full-inspection" : "inspection",
                again ? "fail-again" : "fail",
                day(inspected),
                Optional.empty());
        assertEquals(DueStatus.FAILED, reading.status());
        assertEquals(Optional.empty(), reading.due());
    }

    private static LocalDate day(int days) {
        return BEGINNING.plusDays(days);
    }

    private static ClockReading reading(
            boolean begun, boolean full, String clock, String result, LocalDate on, Optional<LocalDate> due) {
        Map<String, Object> values = new HashMap<>(Map.of("on", on, "result", result));
        due.ifPresent(day -> values.put("due", day));
        Contexts line = (begun ? BEGUN : KNOWN).entry(full ? "ropeway/full-inspection" : "inspection", values);
        return PLUGIN.clocks(line.context()).stream()
                .filter(reading -> reading.clock().equals(clock))
                .findFirst()
                .orElseThrow();
    }
}
