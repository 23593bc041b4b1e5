package org.teshema.plugin.crane;

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

/** What holds of every crane, whenever it was installed and inspected. */
class AnyCraneTest {
    private static final CranePlugin CRANES = new CranePlugin();
    private static final Rulebook RULES = Rulebook.of(CRANES.rules());
    private static final String[] CATEGORIES = {"4110", "4150", "4310", "4410", "4860", "4D00"};

    @Property
    void a_later_inspection_never_gives_an_earlier_due_date(
            @ForAll @IntRange(max = 5) int category,
            @ForAll boolean molten,
            @ForAll @IntRange(max = 12_000) int installed,
            @ForAll @IntRange(max = 9_000) int inspected,
            @ForAll @IntRange(max = 1_500) int later) {
        LocalDate began = LocalDate.of(1995, 1, 1).plusDays(installed);
        Contexts crane = crane(CATEGORIES[category], molten, began);
        LocalDate first = due(crane, began.plusDays(inspected), "pass").due().orElseThrow();
        LocalDate second =
                due(crane, began.plusDays(inspected + later), "pass").due().orElseThrow();
        assertFalse(second.isBefore(first), () -> "inspected later it was due on " + second + " and not on " + first);
    }

    @Property
    void a_failed_inspection_gives_none(
            @ForAll @IntRange(max = 5) int category,
            @ForAll boolean molten,
            @ForAll @IntRange(max = 12_000) int installed,
            @ForAll @IntRange(max = 9_000) int inspected,
            @ForAll boolean again) {
        LocalDate began = LocalDate.of(1995, 1, 1).plusDays(installed);
        Contexts crane = crane(CATEGORIES[category], molten, began);
        ClockReading failed = due(crane, began.plusDays(inspected), again ? "fail-again" : "fail");
        assertEquals(Optional.empty(), failed.due());
        assertEquals(DueStatus.FAILED, failed.status());
    }

    private static Contexts crane(String category, boolean molten, LocalDate began) {
        return Contexts.of(category)
                .under(RULES)
                .on("2026-03-01")
                .entry("crane/technical", Map.of("molten-metal", molten))
                .entry("commissioning", Map.of("on", began, "works", "installation", "result", "pass"));
    }

    private static ClockReading due(Contexts crane, LocalDate inspected, String result) {
        return CRANES.clocks(crane.entry("inspection", Map.of("on", inspected, "result", result))
                        .context())
                .get(0);
    }
}
