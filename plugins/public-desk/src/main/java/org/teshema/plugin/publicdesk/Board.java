package org.teshema.plugin.publicdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;
import org.teshema.plugin.publicdesk.Shelf.Kept;

/**
 * The open cases of the devices that its reader answers for, the oldest first, and which of them are late; or those that are closed, the
 * newest first. Which of the two the address says.
 */
final class Board {
    /** As many devices as the platform can be asked for by name. */
    private static final int PART = 200;

    private static final String STATE = "state";
    private static final String CLOSED = "closed";

    private static final List<Text> COLUMNS = List.of(
            new Text("设备", "Device"),
            new Text("地点", "Place"),
            new Text("事项", "About"),
            new Text("首次报告", "First report"),
            new Text("报告次数", "Reports"),
            new Text("状态", "State"),
            new Text("时限", "Due"));

    /** A case and its device, as the reader may know it. */
    private record Row(Kept kept, KnownDevice device) {}

    private Board() {}

    static PageView of(PageContext context, Platform platform) {
        boolean open = isOpen(context);
        Optional<Long> after =
                context.cursor().filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong);
        List<Kept> kept = context.caller()
                .organisation()
                .map(reader -> Shelf.of(platform.tables(), reader, open, after, PART))
                .orElse(List.of());
        List<Row> rows = seen(kept, platform);
        Optional<String> next = kept.size() < PART
                ? Optional.empty()
                : Optional.of(Long.toString(kept.get(kept.size() - 1).id()));
        Instant now = platform.clock().instant();
        List<Section> sections = new ArrayList<>();
        if (next.isPresent() || after.isPresent()) {
            sections.add(new Section.Notice(
                    new Text("分页统计", "A part of it"),
                    new Text("案件较多，数字只含本页。", "The figures are this page's; the list goes on."),
                    Tone.WARNING));
        }
        sections.add(figures(context, rows, now, open));
        sections.add(new Section.Table(
                open
                        ? new Text("未办结的案件，最早的在前", "Open cases, the oldest first")
                        : new Text("已办结的案件，最新的在前", "Closed cases, the newest first"),
                COLUMNS,
                rows.stream().map(row -> cells(context, row, now)).toList(),
                rows.stream().map(row -> CasePage.cases(row.device())).toList()));
        return new PageView(sections, List.of(other(Desk.BOARD, open)), List.of(), next);
    }

    /** Whether the address asks for what is open, as it does when it says nothing. */
    static boolean isOpen(PageContext context) {
        return context.parameter(STATE).filter(CLOSED::equals).isEmpty();
    }

    /** Where those lie that a list does not show. */
    static Link other(String page, boolean open) {
        return open
                ? Desk.link(
                        page + (page.contains("?") ? "&" : "?") + STATE + "=" + CLOSED,
                        new Text("已办结的案件", "Closed cases"))
                : Desk.link(page, new Text("未办结的案件", "Open cases"));
    }

    /** Those whose devices the platform says the reader may see, whatever the tables say. */
    private static List<Row> seen(List<Kept> kept, Platform platform) {
        Set<DeviceId> asked = kept.stream().map(Kept::device).collect(Collectors.toSet());
        if (asked.isEmpty()) {
            return List.of();
        }
        Map<DeviceId, KnownDevice> devices = platform.devices().list(DeviceQuery.of(asked)).items().stream()
                .collect(Collectors.toMap(known -> known.device().id(), known -> known));
        return kept.stream()
                .filter(one -> devices.containsKey(one.device()))
                .map(one -> new Row(one, devices.get(one.device())))
                .toList();
    }

    private static Section figures(PageContext context, List<Row> rows, Instant now, boolean open) {
        List<Fact> facts = new ArrayList<>();
        if (open) {
            facts.add(fact("open", new Text("未办结", "Open"), rows, row -> true, Tone.PLAIN));
            facts.add(fact("overdue", new Text("已逾期", "Overdue"), rows, row -> isLate(context, row, now), Tone.BAD));
        } else {
            facts.add(fact(CLOSED, new Text("已办结", "Closed"), rows, row -> true, Tone.PLAIN));
        }
        for (Topic topic : Topic.values()) {
            facts.add(fact(
                    topic.word(),
                    topic.title(),
                    rows,
                    row -> row.kept().standing().topic() == topic,
                    open && topic == Topic.ALARM ? Tone.BAD : Tone.PLAIN));
        }
        return new Section.Facts(new Text("统计", "Figures"), facts);
    }

    private static Fact fact(String name, Text label, List<Row> rows, Predicate<Row> counted, Tone tone) {
        long count = rows.stream().filter(counted).count();
        return new Fact(name, label, Text.same(Long.toString(count)), count == 0 ? Tone.PLAIN : tone);
    }

    private static boolean isLate(PageContext context, Row row, Instant now) {
        return row.kept()
                .standing()
                .isOverdue(context.rules(), row.device().device().category(), now);
    }

    private static List<Text> cells(PageContext context, Row row, Instant now) {
        Standing standing = row.kept().standing();
        return List.of(
                Text.same(row.device().device().name()),
                Text.same(row.device().device().place()),
                standing.topic().title(),
                Text.same(Times.of(standing.opened())),
                Shelf.count(row.kept().reports()),
                standing.words(),
                standing.dueWords(context.rules(), row.device().device().category(), now));
    }
}
