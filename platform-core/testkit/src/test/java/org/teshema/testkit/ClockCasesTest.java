package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.plugin.Platform;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** A wrong case fails, whichever of its cells is wrong; what a reader may not see is not there. */
class ClockCasesTest {
    /** Trucks whose load is for the using unit, with a clock that counts. */
    private static final class Loaded extends Trucks {
        private static final EntryKind LOAD = new EntryKind(
                "trucks/load",
                1,
                WORD,
                List.of(
                        new Field("on", WORD, new FieldType.Day(), true, Set.of(Audience.PUBLIC, Audience.USING_UNIT)),
                        new Field("load", WORD, new FieldType.Measure("t"), false, Set.of(Audience.USING_UNIT))),
                Set.of(Audience.USING_UNIT));

        @Override
        public List<EntryKind> kinds() {
            return List.of(CHECK, LOAD);
        }

        private StatutoryClock inspection = StatutoryClock.inspection().begunByFirstUse();

        @Override
        public void start(Platform platform) {
            inspection = inspection.lookingBack(platform.archive());
        }

        @Override
        public List<ClockReading> clocks(ScanContext context) {
            return StatutoryClock.read(context, List.of(inspection));
        }

        @Override
        public View view(ScanContext context) {
            return new View(
                    context
                            .current("trucks/load")
                            .flatMap(entry -> org.teshema.api.category.EntryFacts.of(LOAD, entry))
                            .stream()
                            .map(org.teshema.api.scan.Section.class::cast)
                            .toList(),
                    super.view(context).actions());
        }
    }

    @Test
    void right_cases_hold_and_each_wrong_cell_is_found() {
        List<DynamicTest> cases = ClockCases.tests(ClockCasesTest.class, "clocks-cases.csv", Loaded::new)
                .toList();
        assertEquals(8, cases.size());
        for (DynamicTest one : cases) {
            if (one.getDisplayName().contains("right")) {
                assertDoesNotThrow(one.getExecutable(), one.getDisplayName());
            } else if (one.getDisplayName().contains("no such")) {
                var e = assertThrows(IllegalArgumentException.class, one.getExecutable(), one.getDisplayName());
                assertTrue(e.getMessage().contains("clocks-cases.csv, line"), e.getMessage());
            } else {
                assertThrows(AssertionError.class, one.getExecutable(), one.getDisplayName());
            }
        }
    }

    @Test
    void each_reader_is_shown_what_they_may_see() {
        Contexts truck = Contexts.of("5110")
                .entry("trucks/load", Map.of("on", LocalDate.of(2026, 1, 5), "load", new BigDecimal("3")))
                .entry("others/secret", Map.of("on", LocalDate.of(2026, 1, 5)));
        Seen stranger = Seen.by(Audience.PUBLIC, new Loaded(), truck);
        assertEquals(1, stranger.facts().size(), () -> stranger.facts().toString());
        assertEquals(Set.of(), stranger.actions());
        Seen unit = Seen.by(Audience.USING_UNIT, new Loaded(), truck);
        assertEquals(2, unit.facts().size(), () -> unit.facts().toString());
        assertEquals(Set.of("check"), unit.actions());
        assertTrue(truck.masked(new Loaded().kinds())
                .context()
                .current("others/secret")
                .isEmpty());
    }
}
