package org.teshema.plugin.inspectiondesk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Devices;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.Listing;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.Organisation;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** The devices that its reader has a task for today, those that are due first the first. */
final class TasksPage {
    static final String NAME = "tasks";

    private static final int STRETCHES = 3;
    private static final int STRETCH = 200;
    private static final int ROWS = 500;
    private static final int UNTIL_RULED = 60;
    private static final List<Text> COLUMNS = List.of(
            new Text("设备", "Device"),
            new Text("地点", "Place"),
            new Text("使用单位", "Using unit"),
            new Text("最近检验", "Last inspection"),
            new Text("下次检验", "Next one"),
            new Text("状态", "State"));

    /** A device with the day its next inspection is due on, as its last one tells; the latest there is where it tells none. */
    private record Task(KnownDevice device, Optional<Entry> last, LocalDate due) {
        boolean isTold() {
            return !due.equals(LocalDate.MAX);
        }
    }

    private TasksPage() {}

    static PageView of(PageContext context, Devices devices) {
        Listing<KnownDevice> listed = Listing.joined(
                context.cursor(),
                STRETCHES,
                cursor -> devices.list(new DeviceQuery(Set.of(), Optional.empty(), cursor, STRETCH)));
        List<Task> tasks = listed.items().stream()
                .map(TasksPage::task)
                .sorted(Comparator.comparing(Task::due)
                        .thenComparing(task -> task.device().device().id().value()))
                .limit(ROWS)
                .toList();
        LocalDate today = context.today();
        LocalDate near = today.plusDays(near(context));
        List<Section> sections = new ArrayList<>();
        if (listed.next().isPresent() || context.cursor().isPresent()) {
            sections.add(new Section.Notice(
                    new Text("分页统计", "A part of it"),
                    new Text("任务较多，数字只含本页。", "The figures are this page's; the list goes on."),
                    Tone.WARNING));
        }
        sections.add(new Section.Facts(
                new Text("统计", "Figures"),
                List.of(
                        fact("tasks", new Text("任务设备", "Devices with a task"), tasks.size(), Tone.PLAIN),
                        fact("overdue", new Text("已超期", "Overdue"), count(tasks, today), Tone.BAD),
                        fact(
                                "near",
                                new Text("临近到期", "Due soon"),
                                count(tasks, near) - count(tasks, today),
                                Tone.WARNING))));
        sections.add(new Section.Table(
                new Text("有检验任务的设备，先到期的在前", "Devices with a task, what is due first the first"),
                COLUMNS,
                tasks.stream().map(task -> row(task, today, near)).toList(),
                tasks.stream().map(task -> task.device().path()).toList()));
        return new PageView(sections, List.of(), List.of(), listed.next());
    }

    private static Task task(KnownDevice device) {
        Optional<Entry> last = device.current(CityKinds.INSPECTION.name());
        LocalDate due = last.flatMap(entry -> entry.values()
                        .day(CityKinds.NEXT)
                        .or(() -> entry.values().day(CityKinds.RECKONED)))
                .orElse(LocalDate.MAX);
        return new Task(device, last, due);
    }

    private static int near(PageContext context) {
        return context.rules().rules().stream()
                .filter(rule -> rule.topic().equals("task-near") && rule.holdsOn(context.today()))
                .findFirst()
                .map(rule -> rule.number("days", UNTIL_RULED))
                .orElse(UNTIL_RULED);
    }

    private static long count(List<Task> tasks, LocalDate before) {
        return tasks.stream().filter(task -> task.due().isBefore(before)).count();
    }

    private static Fact fact(String name, Text label, long count, Tone tone) {
        return new Fact(name, label, Text.same(Long.toString(count)), count == 0 ? Tone.PLAIN : tone);
    }

    private static List<Text> row(Task task, LocalDate today, LocalDate near) {
        var device = task.device().device();
        return List.of(
                Text.same(device.name()),
                Text.same(device.place()),
                Text.same(device.usingUnit().map(Organisation::name).orElse("—")),
                Text.same(task.last()
                        .flatMap(entry -> entry.values().day(CityKinds.ON))
                        .map(LocalDate::toString)
                        .orElse("—")),
                Text.same(task.isTold() ? task.due().toString() : "—"),
                words(task, today, near));
    }

    private static Text words(Task task, LocalDate today, LocalDate near) {
        if (!task.isTold()) {
            return new Text("以设备页的期限为准", "See the clocks on its page");
        }
        if (task.due().isBefore(today)) {
            return new Text("已超期", "Overdue");
        }
        return task.due().isBefore(near) ? new Text("临近到期", "Due soon") : new Text("有效期内", "In date");
    }
}
