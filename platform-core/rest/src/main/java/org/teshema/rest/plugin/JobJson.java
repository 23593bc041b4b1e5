package org.teshema.rest.plugin;

import java.time.Instant;
import java.util.Optional;
import org.teshema.api.text.Language;
import org.teshema.engine.app.JobReport;

/**
 * A job of a scene app.
 *
 * @param plugin the app's name
 * @param job the job's name
 * @param title its title in the caller's language
 * @param district the app's district; missing for the city's own
 * @param timing how often: an ISO 8601 duration such as PT10M, or a time of day in Asia/Shanghai such as 02:30
 * @param nextDue when it is due next
 * @param due when it was last due
 * @param started when its last run began
 * @param ended when that run was over; missing while it is under way, or where its node was lost
 * @param outcome RUNNING, DONE or FAILED; missing before the first run
 * @param words what went wrong
 * @param runs how often it was begun
 * @param failures how often it failed
 */
public record JobJson(
        String plugin,
        String job,
        String title,
        Optional<String> district,
        String timing,
        Instant nextDue,
        Optional<Instant> due,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<String> outcome,
        Optional<String> words,
        long runs,
        long failures) {
    static JobJson of(JobReport report, Language language) {
        return new JobJson(
                report.app().name(),
                report.job().name(),
                report.job().title().in(language),
                report.app().district(),
                report.timing(),
                report.nextDue(),
                report.due(),
                report.started(),
                report.ended(),
                report.outcome().map(Enum::name),
                report.words(),
                report.runs(),
                report.failures());
    }
}
