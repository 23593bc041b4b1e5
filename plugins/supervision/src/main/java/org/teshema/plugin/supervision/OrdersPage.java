package org.teshema.plugin.supervision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.Organisation;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** The orders that are not closed about the devices its reader answers for, what is overdue the first. */
final class OrdersPage {
    static final String NAME = "orders";

    private static final int STRETCHES = 5;
    private static final int STRETCH = 200;
    private static final int ROWS = 500;
    private static final int YEARS = 3;
    private static final List<Text> COLUMNS = List.of(
            new Text("文书编号", "Number"),
            new Text("设备", "Device"),
            new Text("地点", "Place"),
            new Text("使用单位", "Using unit"),
            new Text("整改期限", "Until"),
            new Text("状态", "State"));

    private record One(KnownEntry known, Order order) {}

    private OrdersPage() {}

    static PageView of(PageContext context, Devices devices) {
        LocalDate today = context.today();
        Listing<KnownEntry> orders = entries(devices, Order.KIND, Order.DEADLINE, today);
        Listing<KnownEntry> answers = entries(devices, Order.ANSWER, "on", today);
        Listing<KnownEntry> rechecks = entries(devices, Order.RECHECK, "on", today);
        List<Entry> answered = answers.items().stream().map(KnownEntry::entry).toList();
        List<Entry> rechecked = rechecks.items().stream().map(KnownEntry::entry).toList();
        List<One> open = orders.items().stream()
                .map(known -> new One(known, Order.of(known.entry(), answered, rechecked)))
                .filter(one -> !one.order().isClosed())
                .sorted(Comparator.comparing((One one) -> one.order().deadline())
                        .thenComparing(one -> one.order().entry().id()))
                .toList();
        List<Section> sections = new ArrayList<>();
        boolean whole = orders.next().isEmpty()
                && answers.next().isEmpty()
                && rechecks.next().isEmpty();
        if (!whole || open.size() > ROWS) {
            sections.add(new Section.Notice(
                    new Text("数据不全", "Not all of it"),
                    new Text("指令书过多，只列出其中一部分。", "There are more orders than are listed here."),
                    Tone.WARNING));
        }
        sections.add(figures(open, today));
        List<One> shown = open.stream().limit(ROWS).toList();
        sections.add(new Section.Table(
                new Text("未闭环的指令书", "Orders that are not closed"),
                COLUMNS,
                shown.stream().map(one -> row(one, today)).toList(),
                shown.stream().map(one -> one.known().device().path()).toList()));
        return PageView.of(sections);
    }

    private static Listing<KnownEntry> entries(Devices devices, String kind, String field, LocalDate today) {
        return Listing.joined(
                Optional.empty(),
                STRETCHES,
                cursor -> devices.entries(new EntryQuery(
                        kind,
                        field,
                        Optional.of(today.minusYears(YEARS).toString()),
                        Optional.empty(),
                        Set.of(),
                        false,
                        cursor,
                        STRETCH)));
    }

    private static Section figures(List<One> open, LocalDate today) {
        long overdue = open.stream().filter(one -> one.order().isOverdue(today)).count();
        long answered = open.stream()
                .filter(one -> one.order().state() == Order.State.ANSWERED)
                .count();
        return new Section.Facts(
                new Text("统计", "Figures"),
                List.of(
                        fact("open", new Text("未闭环", "Not closed"), open.size(), Tone.PLAIN),
                        fact("overdue", new Text("已逾期", "Overdue"), overdue, Tone.BAD),
                        fact("answered", new Text("待复查", "To be rechecked"), answered, Tone.WARNING)));
    }

    private static Fact fact(String name, Text label, long count, Tone tone) {
        return new Fact(name, label, Text.same(Long.toString(count)), count == 0 ? Tone.PLAIN : tone);
    }

    private static List<Text> row(One one, LocalDate today) {
        var device = one.known().device().device();
        return List.of(
                Text.same(one.order().number()),
                Text.same(device.name()),
                Text.same(device.place()),
                Text.same(device.usingUnit().map(Organisation::name).orElse("—")),
                Text.same(one.order().deadline().toString()),
                one.order().words(today));
    }
}
