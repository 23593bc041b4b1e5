package org.teshema.plugin.inspectiondesk;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/**
 * The devices that its reader has a task for today, those that are due first the first, {@value #ROWS} a page. As many as a call has time
 * for are put in order together; where there are more, those are followed by the next so many.
 */
final class TasksPage {
    static final String NAME = "tasks";

    private static final int STRETCHES = 3;
    private static final int STRETCH = 200;
    private static final int ROWS = 50;
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

        long id() {
            return device.device().id().value();
        }

        /** Where its row leads: to its code, or else to all there is of it. */
        String path() {
            return device.number().isPresent() ? device.path() : "/devices/" + id();
        }
    }

    /**
     * Where a page begins.
     *
     * @param stretch where the devices begin that are put in order together
     * @param last the row before; empty at the beginning of them
     */
    private record Place(Optional<String> stretch, Optional<Row> last) {
        private static final Pattern TEXT =
                Pattern.compile("(-|[^~]{1,60})(?:~([0-9]{4}-[0-9]{2}-[0-9]{2}|-)~([0-9]{1,18}))?");

        private record Row(LocalDate due, long id) {}

        /** That place; the beginning for what names none. */
        static Place of(Optional<String> cursor) {
            Matcher told = TEXT.matcher(cursor.orElse("-"));
            if (!told.matches()) {
                return new Place(Optional.empty(), Optional.empty());
            }
            Optional<String> stretch = Optional.of(told.group(1)).filter(one -> !one.equals("-"));
            return new Place(
                    stretch,
                    told.group(2) == null
                            ? Optional.empty()
                            : day(told.group(2)).map(due -> new Row(due, Long.parseLong(told.group(3)))));
        }

        private static Optional<LocalDate> day(String text) {
            try {
                return Optional.of(text.equals("-") ? LocalDate.MAX : LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        boolean isBefore(Task task) {
            return last.isEmpty()
                    || task.due().isAfter(last.get().due())
                    || (task.due().equals(last.get().due())
                            && task.id() > last.get().id());
        }

        /** The cursor of what follows that row. */
        String after(Task task) {
            return stretch.orElse("-") + "~" + (task.isTold() ? task.due() : "-") + "~" + task.id();
        }
    }

    private TasksPage() {}

    static PageView of(PageContext context, Devices devices) {
        Place place = Place.of(context.cursor());
        Listing<KnownDevice> listed = Listing.joined(
                place.stretch(),
                STRETCHES,
                cursor -> devices.list(new DeviceQuery(Set.of(), Optional.empty(), cursor, STRETCH)));
        List<Task> tasks = listed.items().stream()
                .map(TasksPage::task)
                .sorted(Comparator.comparing(Task::due).thenComparing(Task::id))
                .toList();
        List<Task> left = tasks.stream().filter(place::isBefore).toList();
        List<Task> shown = left.stream().limit(ROWS).toList();
        Optional<String> next = left.size() > ROWS ? Optional.of(place.after(shown.get(ROWS - 1))) : listed.next();
        LocalDate today = context.today();
        LocalDate near = today.plusDays(near(context));
        List<Section> sections = new ArrayList<>();
        if (listed.next().isPresent() || place.stretch().isPresent()) {
            sections.add(new Section.Notice(
                    new Text("分页统计", "A part of it"),
                    new Text(
                            "任务较多，数字和次序只含其中 " + tasks.size() + " 台。",
                            "The figures and the order are of " + tasks.size()
                                    + " devices; the list goes on after them."),
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
                shown.stream().map(task -> row(task, today, near)).toList(),
                shown.stream().map(Task::path).toList()));
        return new PageView(sections, List.of(), List.of(), next);
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
