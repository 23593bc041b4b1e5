package org.teshema.plugin.pressurevessel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.time.YearMonth;
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

/** What holds of every vessel, whenever it was put to use and inspected. */
class AnyVesselTest {
    private static final PressureVesselPlugin VESSELS = new PressureVesselPlugin();
    private static final Rulebook RULES = Rulebook.of(VESSELS.rules());

    @Property
    void a_later_inspection_never_gives_an_earlier_due_date(
            @ForAll boolean metal,
            @ForAll @IntRange(min = 1, max = 2) int grade,
            @ForAll @IntRange(max = 12_000) int use,
            @ForAll @IntRange(max = 9_000) int inspected,
            @ForAll @IntRange(max = 1_500) int later) {
        LocalDate began = LocalDate.of(1995, 1, 1).plusDays(use);
        Contexts vessel = vessel(metal, false, began);
        LocalDate first = read(vessel, began.plusDays(inspected), "pass", grade, Optional.empty())
                .due()
                .orElseThrow();
        LocalDate second = read(vessel, began.plusDays(inspected + later), "pass", grade, Optional.empty())
                .due()
                .orElseThrow();
        assertFalse(second.isBefore(first), () -> "inspected later it was due on " + second + " and not on " + first);
    }

    @Property
    void a_failed_inspection_gives_none(
            @ForAll boolean metal,
            @ForAll @IntRange(min = 1, max = 5) int grade,
            @ForAll @IntRange(max = 12_000) int use,
            @ForAll @IntRange(max = 9_000) int inspected,
            @ForAll boolean again) {
        LocalDate began = LocalDate.of(1995, 1, 1).plusDays(use);
        ClockReading failed = read(
                vessel(metal, false, began),
                began.plusDays(inspected),
                again ? "fail-again" : "fail",
                grade,
                Optional.of(began.plusDays(inspected + 400)));
        assertEquals(Optional.empty(), failed.due());
        assertEquals(DueStatus.FAILED, failed.status());
    }

    @Property
    void whatever_a_record_names_a_vessel_is_inspected_again_within_the_months_the_law_allows(
            @ForAll boolean metal,
            @ForAll boolean byRisk,
            @ForAll @IntRange(min = 1, max = 4) int grade,
            @ForAll @IntRange(max = 12_000) int use,
            @ForAll @IntRange(max = 9_000) int inspected,
            @ForAll @IntRange(min = 1, max = 6_000) int next) {
        LocalDate began = LocalDate.of(1995, 1, 1).plusDays(use);
        LocalDate on = began.plusDays(inspected);
        ClockReading reading = read(vessel(metal, byRisk, began), on, "pass", grade, Optional.of(on.plusDays(next)));
        // In the window a next date is counted from the month it was due, nine months off at most.
        int[] allowed = metal
                ? new int[] {byRisk ? 108 : 73, byRisk ? 108 : 73, byRisk ? 108 : 72, 36}
                : new int[] {37, 25, 12, 0};
        int months = allowed[grade - 1];
        if (months == 0) {
            assertEquals(DueStatus.FAILED, reading.status());
            return;
        }
        LocalDate most = YearMonth.from(on).plusMonths(months).atEndOfMonth();
        assertFalse(reading.due().orElseThrow().isAfter(most), () -> reading + " is later than " + most);
    }

    private static Contexts vessel(boolean metal, boolean byRisk, LocalDate began) {
        return Contexts.of("2150")
                .under(RULES)
                .on("2026-03-01")
                .entry("pressure-vessel/technical", Map.of("material", metal ? "metal" : "non-metal", "rbi", byRisk))
                .entry("use", Map.of("on", began));
    }

    private static ClockReading read(
            Contexts vessel, LocalDate inspected, String result, int grade, Optional<LocalDate> next) {
        var values = new HashMap<String, Object>(
                Map.of("on", inspected, "result", result, "grade", Integer.toString(grade)));
        next.ifPresent(day -> values.put("next", day));
        return VESSELS.clocks(vessel.entry("inspection", values).context()).stream()
                .filter(one -> one.clock().equals("inspection"))
                .findFirst()
                .orElseThrow();
    }
}
