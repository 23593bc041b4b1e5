package org.teshema.rest.app;

import java.util.List;
import java.util.Optional;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.app.JobReport;
import org.teshema.rest.page.Minutes;
import org.teshema.web.AppPage;

/** How the jobs of scene apps stand, for who looks after them. */
final class JobPage {
    private JobPage() {}

    static AppPage of(List<JobReport> reports) {
        var table = new Section.Table(
                new Text("上海时间", "Time in Shanghai"),
                List.of(
                        new Text("应用", "App"),
                        new Text("作业", "Job"),
                        new Text("频次", "How often"),
                        new Text("上次", "Last"),
                        new Text("结果", "Outcome"),
                        new Text("下次", "Next"),
                        new Text("次数", "Runs"),
                        new Text("失败", "Failed")),
                reports.stream().map(JobPage::row).toList());
        return new AppPage(
                new Text("应用的作业", "Jobs of apps"),
                new Text("应用", "Apps"),
                Optional.empty(),
                List.of(table),
                List.of(),
                Optional.empty());
    }

    private static List<Text> row(JobReport report) {
        return List.of(
                report.app().title(),
                report.job().title(),
                report.often(),
                Text.same(report.started().map(Minutes::of).orElse("—")),
                outcome(report),
                Text.same(Minutes.of(report.nextDue())),
                Text.same(Long.toString(report.runs())),
                Text.same(Long.toString(report.failures())));
    }

    private static Text outcome(JobReport report) {
        if (report.outcome().isEmpty()) {
            return new Text("未执行", "Not yet");
        }
        return switch (report.outcome().get()) {
            case RUNNING -> new Text("进行中", "Under way");
            case DONE -> new Text("完成", "Done");
            case FAILED -> {
                String words = report.words().orElse("");
                yield new Text("失败：" + words, "Failed: " + words);
            }
        };
    }
}
