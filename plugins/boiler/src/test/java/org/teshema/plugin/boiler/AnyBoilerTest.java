package org.teshema.plugin.boiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.testkit.Contexts;

/** What holds of every boiler, whenever it was put to use and inspected. */
class AnyBoilerTest {
    private static final BoilerPlugin BOILERS = new BoilerPlugin();
    private static final Rulebook RULES = Rulebook.of(BOILERS.rules());
    private static final String[] CLOCKS = {"inspection", "internal-inspection", "pressure-test"};
    private static final String[] KINDS = {"inspection", "boiler/internal-inspection", "boiler/pressure-test"};

    @Property
    void a_later_inspection_never_gives_an_earlier_due_date(
            @ForAll @IntRange(max = 2) int clock,
            @ForAll @IntRange(max = 12_000) int use,
            @ForAll @IntRange(max = 9_000) int inspected,
            @ForAll @IntRange(max = 1_500) int later) {
        LocalDate began = LocalDate.of(1995, 1, 1).plusDays(use);
        LocalDate first =
                read(clock, began, began.plusDays(inspected), "pass").due().orElseThrow();
        LocalDate second = read(clock, began, began.plusDays(inspected + later), "pass")
                .due()
                .orElseThrow();
        assertFalse(second.isBefore(first), () -> "inspected later it was due on " + second + " and not on " + first);
    }

    @Property
    void a_failed_inspection_gives_none(
            @ForAll @IntRange(max = 2) int clock,
            @ForAll @IntRange(max = 12_000) int use,
            @ForAll @IntRange(max = 9_000) int inspected,
            @ForAll boolean again) {
        LocalDate began = LocalDate.of(1995, 1, 1).plusDays(use);
        ClockReading failed = read(clock, began, began.plusDays(inspected), again ? "fail-again" : "fail");
        assertEquals(Optional.empty(), failed.due());
        assertEquals(DueStatus.FAILED, failed.status());
    }

    private static ClockReading read(int clock, LocalDate began, LocalDate inspected, String result) {
        var context = Contexts.of("1100")
                .under(RULES)
                .on("2026-03-01")
                // Where nobody can look inside it is the pressure test that has a period.
                .entry("boiler/technical", Map.of("internal-possible", clock != 2))
                .entry("use", Map.of("on", began))
                .entry(KINDS[clock], Map.of("on", inspected, "result", result))
                .context();
        return BOILERS.clocks(context).stream()
                .filter(one -> one.clock().equals(CLOCKS[clock]))
                .findFirst()
                .orElseThrow();
    }
}
