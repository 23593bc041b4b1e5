package org.teshema.rest.page;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;

/** An app of Pudong that works by the clock: of its jobs two are done, one fails, and one waits for the night. */
record NightWatch(String version) implements SceneApp {
    private static final Text TITLE = new Text("值守", "Night watch");

    @Override
    public PluginInfo info() {
        return new PluginInfo("night-watch", version, TITLE, Optional.of("310115"));
    }

    @Override
    public Text card() {
        return TITLE;
    }

    @Override
    public List<Job> jobs() {
        return List.of(
                Job.every("count", new Text("清点", "Count"), Duration.ofMinutes(10)),
                Job.every("compare", new Text("核对", "Compare"), Duration.ofSeconds(90)),
                Job.daily("report", new Text("夜报", "Report"), LocalTime.of(2, 30)),
                Job.every("clear", new Text("清理", "Clear"), Duration.ofHours(2)));
    }

    @Override
    public void job(JobContext context) {
        if (context.job().equals("compare")) {
            throw new IllegalStateException("no figures today");
        }
    }
}
