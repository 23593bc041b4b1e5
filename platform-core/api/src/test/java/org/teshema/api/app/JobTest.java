package org.teshema.api.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.text.Text;

class JobTest {
    private static final Text TITLE = new Text("统计", "Figures");

    @Test
    void a_job_is_due_over_and_over_within_sensible_bounds_or_once_a_day() {
        assertEquals(
                Optional.of(Duration.ofMinutes(1)),
                Job.every("a", TITLE, Duration.ofMinutes(1)).every());
        assertEquals(
                Optional.of(LocalTime.NOON),
                Job.daily("a", TITLE, LocalTime.NOON).daily());
        assertThrows(IllegalArgumentException.class, () -> Job.every("a", TITLE, Duration.ofSeconds(59)));
        assertThrows(IllegalArgumentException.class, () -> Job.every("a", TITLE, Duration.ofHours(25)));
        assertThrows(IllegalArgumentException.class, () -> Job.every("A b", TITLE, Duration.ofHours(1)));
        assertThrows(IllegalArgumentException.class, () -> new Job("a", TITLE, Optional.empty(), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Job("a", TITLE, Optional.of(Duration.ofHours(1)), Optional.of(LocalTime.NOON)));
    }
}
