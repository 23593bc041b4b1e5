package org.teshema.plugin.rescue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.PageView;
import org.teshema.api.app.Statement;
import org.teshema.api.plugin.Platform;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.plugin.rescue.Board.Case;

/** What everybody may know of response times: a job reckons it over rescues that the public cannot list, and a table keeps it. */
final class Published {
    static final Job JOB =
            Job.every("response-times", new Text("公布响应时间", "Publish response times"), Duration.ofMinutes(10));
    private static final int PARTS = 20;
    // Of fewer, a median would tell how one of them went.
    private static final int LEAST = 3;

    private Published() {}

    static void reckon(JobContext context, Platform platform) {
        List<Case> year = new ArrayList<>();
        Board.read(context.rules(), platform.devices(), context.today().minusDays(365), context.today(), PARTS, year);
        List<Statement> changes = new ArrayList<>(List.of(Statement.of("delete from response")));
        for (int days : Board.PERIODS) {
            List<Case> cases = year.stream()
                    .filter(one -> !one.rescue().drill()
                            && !one.rescue().on().isBefore(context.today().minusDays(days)))
                    .toList();
            if (cases.size() >= LEAST) {
                changes.add(Statement.of(
                        "insert into response (days, rescues, arrived, freed, kept, reckoned_at) values (?, ?, ?, ?, ?, ?)",
                        days,
                        cases.size(),
                        Board.middle(cases, one -> one.rescue().arrived()),
                        Board.middle(cases, one -> one.rescue().freed()),
                        cases.stream().filter(Case::kept).count(),
                        platform.clock().instant()));
            }
        }
        platform.tables().change(changes);
    }

    static PageView page(Platform platform) {
        List<List<Text>> rows = platform.tables().query(Statement.of("select * from response order by days")).stream()
                .map(Published::row)
                .toList();
        return PageView.of(List.of(new Section.Table(
                new Text("全区实际救援，不足 3 次的期间不公布", "Real rescues in the district, where there were 3 or more"),
                List.of(
                        new Text("近几天", "Days"),
                        new Text("次数", "Rescues"),
                        new Text("到达用时中位数", "Median until arrival"),
                        new Text("解救用时中位数", "Median until release"),
                        new Text("时限内的次数", "Within the limits"),
                        new Text("统计时间", "Reckoned at")),
                rows)));
    }

    private static List<Text> row(Map<String, Object> row) {
        return List.of(
                Text.same(row.get("days").toString()),
                Text.same(row.get("rescues").toString()),
                Board.minutes((Long) row.get("arrived")),
                Board.minutes((Long) row.get("freed")),
                Text.same(row.get("kept").toString()),
                Text.same(((Instant) row.get("reckoned_at"))
                                .toString()
                                .substring(0, 16)
                                .replace('T', ' ') + " UTC"));
    }
}
