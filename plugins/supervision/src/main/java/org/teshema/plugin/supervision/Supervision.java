package org.teshema.plugin.supervision;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.category.KindTables;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** 监督检查: what an authority does at a device, from the scan that begins an inspection to the recheck that closes an order. */
@Component(service = Plugin.class)
public final class Supervision implements SceneApp {
    static final String NAME = "supervision";

    private static final Set<Audience> READERS = Set.of(Audience.GOVERNMENT, Audience.USING_UNIT);
    private static final int SHOWN = 10;

    private final List<EntryKind> kinds = KindTables.beside(Supervision.class, NAME);
    private final Rulebook rules = Rulebook.beside(Supervision.class, "rules.csv");
    private final OrderDeeds deeds = new OrderDeeds(kinds.stream()
            .filter(kind -> kind.name().equals(Check.KIND))
            .findFirst()
            .orElseThrow());
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(NAME, "1.0.0", new Text("监督检查", "Supervision"), Optional.empty());
    }

    @Override
    public Text card() {
        return new Text(
                "扫码开始监督检查，按清单逐项记录，下达监察指令书，看整改、逾期和复查。",
                "Supervision inspections begun by a scan and ticked item by item, safety orders, what is overdue, rechecks.");
    }

    @Override
    public List<EntryKind> kinds() {
        return kinds;
    }

    @Override
    public List<Rule> rules() {
        return rules.rules();
    }

    @Override
    public void start(Platform handle) {
        platform = Optional.of(handle);
    }

    @Override
    public List<Page> pages() {
        return List.of(new Page(OrdersPage.NAME, new Text("监察指令书", "Safety orders"), READERS, false));
    }

    @Override
    public PageView page(PageContext context) {
        return platform.map(handle -> OrdersPage.of(context, handle.devices())).orElseGet(() -> PageView.of(List.of()));
    }

    @Override
    public View view(ScanContext context) {
        if (platform.isEmpty()) {
            return View.empty();
        }
        Instant now = platform.get().clock().instant();
        Archive archive = platform.get().archive();
        List<Order> orders = orders(context, archive);
        List<Section> sections = new ArrayList<>();
        outOfUse(orders).ifPresent(sections::add);
        if (!READERS.contains(context.caller().audience())) {
            return new View(sections, List.of());
        }
        List<Action> actions = new ArrayList<>();
        if (context.caller().audience() == Audience.GOVERNMENT) {
            Check.open(context, now).ifPresent(begun -> sections.add(underWay(begun)));
            actions.addAll(Check.deeds(context, now));
        }
        overdue(orders, context.today()).ifPresent(sections::add);
        if (!orders.isEmpty()) {
            sections.add(table(orders, context.today()));
        }
        actions.addAll(deeds.of(context, orders));
        return new View(sections, actions);
    }

    /** None are read where none was ever issued. */
    private static List<Order> orders(ScanContext context, Archive archive) {
        return context.current(Order.KIND).isEmpty()
                ? List.of()
                : Order.of(archive, context.device().id());
    }

    private static Section underWay(Entry begun) {
        String since = Words.minute(begun.recordedAt());
        return new Section.Notice(
                new Text("监督检查进行中", "An inspection is under way"),
                new Text("自 " + since + " 起；完成后请提交记录。", "Since " + since + ". Submit the record when it is done."),
                Tone.PLAIN);
    }

    /** Who may not use a device is to know it, whoever they are. */
    private static Optional<Section> outOfUse(List<Order> orders) {
        return orders.stream().anyMatch(Order::stopsUse)
                ? Optional.of(new Section.Notice(
                        new Text("责令停止使用", "Ordered out of use"),
                        new Text(
                                "监管部门已责令停止使用，整改完成并经复查前不得使用。",
                                "The authority has ordered it out of use. It must not be used until it is put right and inspected again."),
                        Tone.BAD))
                : Optional.empty();
    }

    private static Optional<Section> overdue(List<Order> orders, LocalDate today) {
        List<String> late = orders.stream()
                .filter(order -> order.isOverdue(today))
                .map(Order::number)
                .toList();
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section.Notice(
                        new Text("监察指令书已逾期", "A safety order is overdue"),
                        new Text(
                                String.join("、", late) + " 已过整改期限，尚未闭环。",
                                "Past its day and not closed: " + String.join(", ", late) + "."),
                        Tone.BAD));
    }

    private static Section table(List<Order> orders, LocalDate today) {
        List<Order> shown = orders.stream().limit(SHOWN).toList();
        return new Section.Table(
                new Text("监察指令书（点开为文书）", "Safety orders (each leads to its paper)"),
                List.of(new Text("文书编号", "Number"), new Text("整改期限", "Until"), new Text("状态", "State")),
                shown.stream()
                        .map(order -> List.of(
                                Text.same(order.number()),
                                Text.same(order.deadline().toString()),
                                order.words(today)))
                        .toList(),
                shown.stream().map(Order::paper).toList());
    }

    @Override
    public List<Link> links(ScanContext context) {
        return READERS.contains(context.caller().audience())
                        && context.current(Order.KIND).isPresent()
                ? List.of(new Link(
                        "related",
                        URI.create("/apps/" + NAME + "/" + OrdersPage.NAME),
                        new Text("全部未闭环的指令书", "All orders that are not closed"),
                        "text/html"))
                : List.of();
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        if (kind.equals(Check.BEGUN) || platform.isEmpty()) {
            return List.of();
        }
        if (kind.equals(Check.KIND)) {
            return Check.findings(context, values, platform.get().clock().instant());
        }
        return OrderDeeds.findings(
                context, kind, values, orders(context, platform.get().archive()));
    }
}
