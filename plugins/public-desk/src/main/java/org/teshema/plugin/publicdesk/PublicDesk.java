package org.teshema.plugin.publicdesk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Event;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.category.KindTables;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** 公众服务: alarms, faults, complaints and suspect labels by everybody, answered by who is responsible; and what to know. */
@Component(service = Plugin.class)
public final class PublicDesk implements SceneApp {
    static final String NAME = "public-desk";

    private static final Job MOVED =
            Job.every("moved", new Text("更新案件的责任单位", "Who answers for open cases now"), Duration.ofMinutes(10));
    private static final int PART = 200;

    private final List<EntryKind> kinds = KindTables.beside(PublicDesk.class, NAME);
    private final Rulebook rules = Rulebook.beside(PublicDesk.class, "rules.csv");
    private final Learn learn = new Learn();
    private final DevicePages device = new DevicePages(kinds);
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(NAME, "1.0.0", new Text("公众服务", "Public desk"), Optional.empty());
    }

    @Override
    public Text card() {
        return new Text(
                "扫码后不用登录即可报警、报修、投诉和举报可疑标牌，凭查询号看进展；并有安全常识。",
                "After a scan and without log-in: alarms, faults, complaints and suspect labels, how a case stands, and what to know.");
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
        return List.of(
                new Page(Desk.BOARD, new Text("公众案件", "Cases of the public"), Desk.ANSWERING, false),
                new Page(Desk.CASE, new Text("查询进展", "How a case stands"), Set.of(Audience.PUBLIC), false),
                new Page(Desk.LEARN, new Text("安全使用常识", "How to use it safely"), Set.of(Audience.PUBLIC), false),
                new Page(Desk.ALARM, new Text("报警：有人被困", "Alarm: somebody is trapped"), Set.of(Audience.PUBLIC), true),
                new Page(Desk.REPORT, new Text("报修、投诉、举报", "Report and complain"), Set.of(Audience.PUBLIC), true),
                new Page(Desk.CASES, new Text("此设备的公众案件", "Cases of this device"), Desk.ANSWERING, true));
    }

    @Override
    public PageView page(PageContext context) {
        if (context.page().equals(Desk.LEARN)) {
            return learn.page(context);
        }
        return platform.map(handle -> page(context, handle)).orElseGet(() -> PageView.of(List.of()));
    }

    private PageView page(PageContext context, Platform handle) {
        if (context.scanned().isEmpty()) {
            return context.page().equals(Desk.BOARD) ? Board.of(context, handle) : CasePage.of(context, handle);
        }
        ScanContext scanned = context.scanned().get();
        return switch (context.page()) {
            case Desk.ALARM -> device.alarm(scanned, alarms(scanned));
            case Desk.REPORT -> device.report(scanned);
            default -> device.cases(scanned, cases(scanned), handle.clock().instant(), Board.isOpen(context));
        };
    }

    /** That help is coming, to everybody; and what may be answered, to those who answer. */
    @Override
    public View view(ScanContext context) {
        boolean answers = Desk.ANSWERING.contains(context.caller().audience());
        List<Case> cases = answers ? cases(context) : alarms(context);
        List<Section> sections = new ArrayList<>();
        DevicePages.standing(cases).ifPresent(sections::add);
        return new View(sections, answers ? device.answers(context, cases) : List.of());
    }

    @Override
    public List<Link> links(ScanContext context) {
        boolean answers = Desk.ANSWERING.contains(context.caller().audience());
        return Desk.links(context, answers ? alarms(context) : List.of());
    }

    /** The cases of a device; none are read where nobody ever wrote. */
    private List<Case> cases(ScanContext context) {
        return Desk.isWritten(context)
                ? platform.map(handle -> Cases.of(handle, context.device().id()))
                        .orElse(List.of())
                : List.of();
    }

    /** The alarms of a device; none are read where the last one is over. */
    private List<Case> alarms(ScanContext context) {
        return Desk.mayBeTrapped(context)
                ? platform.map(handle -> Cases.alarmsOf(
                                handle.archive(), context.device().id()))
                        .orElse(List.of())
                : List.of();
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return platform.map(handle -> Check.of(context, kind, values, handle)).orElse(List.of());
    }

    @Override
    public Optional<Receipt> receipt(ScanContext context, Entry entry) {
        Optional<Topic> topic = Topic.ofKind(entry.kind());
        return topic.flatMap(about -> platform.map(handle -> receipt(context, about, entry, handle)));
    }

    private static Receipt receipt(ScanContext context, Topic topic, Entry entry, Platform handle) {
        DeviceId device = context.device().id();
        CaseNumber number = Numbers.of(handle.tables(), entry.id(), device, entry.recordedAt());
        boolean joined =
                Cases.of(handle, device).stream().anyMatch(one -> one.has(entry.id()) && one.id() != entry.id());
        String zh = (topic == Topic.ALARM ? "报警已发出，请留在原处等待，同时可拨打 110。" : "") + (joined ? "已并入他人先前报告的同一案件。" : "")
                + "查询号：" + number.grouped() + "，请记下。";
        String en = (topic == Topic.ALARM
                        ? "The alarm is raised. Stay where you are and wait; you may call 110 as well. "
                        : "")
                + (joined ? "It joins a case that was reported before. " : "")
                + "Your number, please note it down: " + number.grouped() + ".";
        Link follow = Desk.link(
                Desk.CASE + "?" + CasePage.NUMBER + "=" + number.digits(), new Text("查看进展", "See how it stands"));
        return new Receipt(new Text(zh, en), List.of(follow));
    }

    @Override
    public Set<String> hears() {
        return new HashSet<>(Cases.KINDS);
    }

    /** Puts the cases of an entry on the shelf, as the archive tells them now; told twice it does the same. */
    @Override
    public void heard(Event event) {
        platform.ifPresent(handle -> Cases.of(handle, event.device().id()).stream()
                .filter(one -> one.has(event.entry().id()))
                .forEach(one -> Shelf.put(handle.tables(), event.device(), one)));
    }

    @Override
    public List<Job> jobs() {
        return List.of(MOVED);
    }

    /** Devices go to other units and districts while their cases are open. */
    @Override
    public void job(JobContext context) {
        platform.ifPresent(handle -> {
            List<DeviceId> part = List.of();
            do {
                long after = part.isEmpty() ? 0 : part.get(part.size() - 1).value();
                part = Shelf.concerned(handle.tables(), after, PART);
                if (!part.isEmpty()) {
                    handle.tables()
                            .change(handle.devices().list(DeviceQuery.of(Set.copyOf(part))).items().stream()
                                    .map(known -> Shelf.moved(known.device()))
                                    .toList());
                }
            } while (part.size() == PART);
        });
    }
}
