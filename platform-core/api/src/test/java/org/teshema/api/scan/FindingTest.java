package org.teshema.api.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Values;

class FindingTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    @Test
    void only_a_day_after_today_is_found() {
        assertEquals(List.of(), Finding.future("on", on(TODAY), TODAY));
        assertEquals(List.of(), Finding.future("until", on(TODAY.plusDays(1)), TODAY), "a day that was not given");
        List<Finding> found = Finding.future("on", on(TODAY.plusDays(1)), TODAY);
        assertEquals("on", found.get(0).field());
        assertEquals("The day cannot be after today.", found.get(0).words().en());
    }

    private static Values on(LocalDate day) {
        return new Values(Map.of("on", day));
    }
}
