package org.teshema.engine.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.teshema.api.app.Job;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.text.Text;

/**
 * How a job of an app that serves stands.
 *
 * @param app whose it is
 * @param job what was declared
 * @param nextDue when it is due next
 * @param due what it was last due at; empty before its first run
 * @param started when its last run began
 * @param ended when that run was over; empty while it is under way, or where its node was lost
 * @param outcome how that run went
 * @param words what went wrong, for who looks after the app
 * @param runs how often it was begun
 * @param failures how often it failed
 */
public record JobReport(
        PluginInfo app,
        Job job,
        Instant nextDue,
        Optional<Instant> due,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Outcome> outcome,
        Optional<String> words,
        long runs,
        long failures) {
    /** How often it is due: an ISO 8601 duration, or a time of day in the city. */
    public String timing() {
        return job.every()
                .map(Object::toString)
                .orElseGet(() -> job.daily().orElseThrow().toString());
    }

    /** The same in words. */
    public Text often() {
        if (job.daily().isPresent()) {
            return new Text("每天 " + timing(), "Every day at " + timing());
        }
        Duration pause = job.every().orElseThrow();
        long seconds = pause.toSeconds();
        if (seconds % 3_600 == 0) {
            return new Text("每 " + pause.toHours() + " 小时", "Every " + pause.toHours() + " h");
        }
        return seconds % 60 == 0
                ? new Text("每 " + pause.toMinutes() + " 分钟", "Every " + pause.toMinutes() + " min")
                : new Text("每 " + seconds + " 秒", "Every " + seconds + " s");
    }

    /** How a run went. */
    public enum Outcome {
        /** It is under way, or its node was lost meanwhile. */
        RUNNING,
        /** It did what it had to. */
        DONE,
        /** It threw, was not over in time, or the platform was too busy to begin it. */
        FAILED
    }
}
