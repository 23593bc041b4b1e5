package org.teshema.api.app;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.teshema.api.rule.Rulebook;

/**
 * What a scene app is given for one run of a job. Nobody reads meanwhile: what it reaches through its {@code Platform} is what an
 * authority of its district would.
 *
 * @param job name of the job
 * @param due the time it was due at; a due time is handed out once
 * @param today the day in the city (Asia/Shanghai) on which it runs
 * @param rules the app's rules as the city corrected them
 */
public record JobContext(String job, Instant due, LocalDate today, Rulebook rules) {
    public JobContext {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(today, "today");
        Objects.requireNonNull(rules, "rules");
    }
}
