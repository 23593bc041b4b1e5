package org.teshema.plugin.unitdesk;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.app.Event;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.category.KindTables;
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

/** 单位服务: what using units report and apply for, decided by the authority responsible. */
@Component(service = Plugin.class)
public final class UnitDesk implements SceneApp {
    static final String NAME = "unit-desk";
    static final String BOARD = "applications";
    static final String DEVICE = "device";

    private static final Set<Audience> READERS = EnumSet.of(Audience.USING_UNIT, Audience.GOVERNMENT);
    private static final Text TITLE = new Text("单位服务", "Unit desk");

    private final List<EntryKind> kinds = KindTables.beside(UnitDesk.class, NAME);
    private final Rulebook rules = Rulebook.beside(UnitDesk.class, "rules.csv");
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(NAME, "1.0.0", TITLE, Optional.empty());
    }

    @Override
    public Text card() {
        return new Text(
                "使用单位登记安全附件校验、作业人员和维保单位，申请变更、停用、启用、报废和过户；由主管部门受理和决定。",
                "Using units record calibrations, operators and maintainers and apply for change, stop, restart, scrapping and transfer;"
                        + " the authority responsible decides.");
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
                new Page(BOARD, new Text("在办申请", "Open applications"), READERS, false),
                new Page(DEVICE, new Text("此设备的单位事项", "What the unit reports of it"), READERS, true));
    }

    @Override
    public PageView page(PageContext context) {
        return platform.map(handle -> context.scanned()
                        .map(scanned -> device(scanned, handle))
                        .orElseGet(() -> Board.of(context, handle)))
                .orElseGet(() -> PageView.of(List.of()));
    }

    private PageView device(ScanContext context, Platform handle) {
        List<Application> applications =
                Application.of(handle.archive(), context.device().id());
        var sections = new ArrayList<Section>();
        sections.add(applications(applications));
        applications.stream().filter(Application::isOpen).forEach(one -> {
            EntryKind kind = kind(one.topic().kind());
            EntryFacts.of(kind, one.entry()).ifPresent(sections::add);
            EntryFacts.photos(kind, one.entry()).ifPresent(sections::add);
        });
        Accessories.calibrations(context, handle.archive(), kind(Deeds.CALIBRATION))
                .ifPresent(sections::add);
        Accessories.operators(context, handle.archive(), kind(Deeds.OPERATOR)).ifPresent(sections::add);
        context.current(Deeds.MAINTAINER)
                .flatMap(entry -> EntryFacts.of(kind(Deeds.MAINTAINER), entry))
                .ifPresent(sections::add);
        return new PageView(sections, List.of(), Deeds.of(context, applications), Optional.empty());
    }

    private EntryKind kind(String name) {
        return kinds.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static Section applications(List<Application> applications) {
        if (applications.isEmpty()) {
            return new Section.Notice(
                    new Text("申请", "Applications"), new Text("没有申请。", "There are none."), Section.Tone.PLAIN);
        }
        return new Section.Table(
                new Text("申请", "Applications"),
                List.of(
                        new Text("申请编号", "Number"),
                        new Text("事项", "About"),
                        new Text("提交时间", "Submitted"),
                        new Text("状态", "State"),
                        new Text("理由", "Reason")),
                applications.stream()
                        .map(one -> List.of(
                                Text.same(Long.toString(one.entry().id())),
                                one.topic().title(),
                                Text.same(Board.minute(one.entry().recordedAt())),
                                one.state().words(),
                                Text.same(one.reason().orElse("—"))))
                        .toList());
    }

    /** What is open, to those whose it is; the rest is on the page of the device. */
    @Override
    public View view(ScanContext context) {
        if (!READERS.contains(context.caller().audience())
                || Topic.kinds().stream()
                        .noneMatch(kind -> context.current(kind).isPresent())) {
            return new View(List.of(), List.of());
        }
        List<Section> open =
                platform
                        .map(handle -> Application.of(
                                handle.archive(), context.device().id()))
                        .orElse(List.of())
                        .stream()
                        .filter(Application::isOpen)
                        .map(one -> (Section) new Section.Notice(
                                new Text(
                                        one.topic().title().zh() + "申请",
                                        "Application: " + one.topic().title().en()),
                                one.state().words(),
                                one.state().tone()))
                        .toList();
        return new View(open, List.of());
    }

    @Override
    public List<Link> links(ScanContext context) {
        return READERS.contains(context.caller().audience())
                ? List.of(new Link(
                        "related",
                        URI.create("/apps/" + NAME + "/" + DEVICE + "?code="
                                + context.code().number()),
                        new Text("单位服务：申请、校验、作业人员", "Unit desk: applications, calibrations, operators"),
                        "text/html"))
                : List.of();
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return platform.map(handle -> Check.of(
                        context,
                        kind,
                        values,
                        Application.of(handle.archive(), context.device().id())))
                .orElse(List.of());
    }

    @Override
    public Set<String> hears() {
        var heard = new HashSet<>(Topic.kinds());
        heard.addAll(Application.STEPS);
        return heard;
    }

    /** Puts the applications about a device on the shelf, as the archive tells them now; told twice it does the same. */
    @Override
    public void heard(Event event) {
        platform.ifPresent(handle -> Shelf.put(
                handle.tables(),
                event.device(),
                Application.of(handle.archive(), event.device().id())));
    }
}
