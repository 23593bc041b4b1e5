package org.teshema.api.app;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * Work that a scene app does by itself, declared once, at the gate: either over and over or once a day.
 *
 * @param name stable machine name, lower-case words with hyphens
 * @param title shown to people
 * @param every from one due time to the next, 1 minute to 24 hours; the first is when the app comes for the first time
 * @param daily the time of day in the city (Asia/Shanghai) it is due at
 */
public record Job(String name, Text title, Optional<Duration> every, Optional<LocalTime> daily) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(1);

    public Job {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A job name is lower-case words with hyphens, not \"" + name + "\"");
        }
        Objects.requireNonNull(title, "title");
        if (every.isPresent() == daily.isPresent()) {
            throw new IllegalArgumentException("Job " + name + " is due either over and over or once a day");
        }
        if (every.filter(pause -> pause.compareTo(LEAST) < 0 || pause.compareTo(MOST) > 0)
                .isPresent()) {
            throw new IllegalArgumentException(
                    "Job " + name + " is due every 1 minute to 24 hours, not every " + every.get());
        }
    }

    /** A job that is due over and over. */
    public static Job every(String name, Text title, Duration pause) {
        return new Job(name, title, Optional.of(pause), Optional.empty());
    }

    /** A job that is due once a day, at that time in the city. */
    public static Job daily(String name, Text title, LocalTime at) {
        return new Job(name, title, Optional.empty(), Optional.of(at));
    }
}
