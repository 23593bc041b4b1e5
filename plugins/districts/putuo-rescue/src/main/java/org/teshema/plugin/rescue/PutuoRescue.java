package org.teshema.plugin.rescue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.app.Event;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.category.KindTables;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** 普陀困人救援: drills and rescues of trapped passengers, recorded after a scan, and the board of response times. */
@Component(service = Plugin.class)
public final class PutuoRescue implements SceneApp {
    static final String NAME = "putuo-rescue";
    private static final Logger LOG = LoggerFactory.getLogger(PutuoRescue.class);
    static final String RESCUE = NAME + "/rescue";
    static final CatalogueCode LIFTS = new CatalogueCode("3000");
    private static final Set<Audience> CONCERNED =
            Set.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.GOVERNMENT);
    private static final String DRILL = "rescue-drill";

    private final List<EntryKind> kinds = KindTables.beside(PutuoRescue.class, NAME);
    private final Rulebook rules = Rulebook.beside(PutuoRescue.class, "rules.csv");
    private final Board board = new Board();
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(
                NAME, "1.1.0", new Text("普陀电梯困人救援", "Trapped passengers in Putuo"), Optional.of("310107"));
    }

    @Override
    public Text card() {
        return new Text(
                "电梯困人救援与演练的响应时间：中位数、达标率、最慢的电梯，按维保单位比较。",
                "How fast trapped passengers are freed: medians, share within the limits, the slowest lifts, by maintenance unit.");
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
                new Page("board", new Text("响应时间看板", "Response times"), CONCERNED, false),
                new Page("public", new Text("响应时间公布", "Published figures"), Set.of(Audience.PUBLIC), false));
    }

    @Override
    public PageView page(PageContext context) {
        Platform handle = platform.orElseThrow();
        return context.page().equals("public") ? Published.page(handle) : board.of(context, handle.devices());
    }

    @Override
    public List<Job> jobs() {
        return List.of(Published.JOB);
    }

    @Override
    public void job(JobContext context) {
        Published.reckon(context, platform.orElseThrow());
    }

    @Override
    public Set<String> hears() {
        return Set.of(RESCUE);
    }

    /** Tells the operators' log of each rescue that missed a limit: a district's alarm hangs on that line. */
    @Override
    public void heard(Event event) {
        Rescue.of(event.entry().values())
                .filter(rescue -> !rescue.drill())
                .filter(rescue -> !Limits.of(rules, event.device().category(), rescue.on())
                        .keptBy(rescue))
                .ifPresent(rescue -> LOG.info(
                        "困人救援超时 / a rescue missed its limits: device {}, entry {}, {} min to notice, {} min to arrival",
                        event.device().id(),
                        event.entry().id(),
                        rescue.notified(),
                        rescue.arrived()));
    }

    @Override
    public View view(ScanContext context) {
        if (!context.device().category().within(LIFTS) || context.device().status() != DeviceStatus.IN_USE) {
            return View.empty();
        }
        Optional<Rescue> last = context.current(RESCUE).flatMap(entry -> Rescue.of(entry.values()));
        List<Section> sections = new ArrayList<>();
        last.ifPresent(rescue -> sections.add(facts(context, rescue)));
        if (CONCERNED.contains(context.caller().audience())) {
            drillDue(context).ifPresent(sections::add);
        }
        var record = new Action(
                "rescue",
                new Text("登记困人救援或演练", "Record a rescue or a drill"),
                RESCUE,
                Set.of(Audience.MAINTENANCE_UNIT, Audience.USING_UNIT));
        return new View(sections, List.of(record));
    }

    private static Section facts(ScanContext context, Rescue rescue) {
        Limits limits = Limits.of(context.rules(), context.device().category(), rescue.on());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("on", new Text("日期", "Day"), Text.same(rescue.on().toString())));
        Text what = rescue.drill() ? new Text("演练", "A drill") : new Text("实际救援", "A real rescue");
        facts.add(new Fact("what", new Text("性质", "What"), what));
        facts.add(minutes("notified", new Text("报警到通知维保", "Alarm to notice"), rescue.notified(), limits.notice()));
        facts.add(minutes("arrived", new Text("报警到到达现场", "Alarm to arrival"), rescue.arrived(), limits.arrival()));
        facts.add(minutes("freed", new Text("报警到解救", "Alarm to release"), rescue.freed(), Optional.empty()));
        return new Section.Facts(new Text("最近一次困人救援", "Last rescue of trapped passengers"), facts);
    }

    private static Fact minutes(String name, Text label, int minutes, Optional<Integer> limit) {
        boolean late = limit.filter(most -> minutes > most).isPresent();
        String most = limit.map(m -> "（≤ " + m + "）").orElse("");
        String mostEn = limit.map(m -> " (limit " + m + ")").orElse("");
        return new Fact(
                name,
                label,
                new Text(minutes + " 分钟" + most, minutes + " min" + mostEn),
                limit.isEmpty() ? Tone.PLAIN : late ? Tone.BAD : Tone.GOOD);
    }

    /** That the next drill is due: its interval counted from the last drill this lift's archive shows. */
    private Optional<Section> drillDue(ScanContext context) {
        Optional<Integer> months = context.rules()
                .governing(DRILL, context.device().category(), context.today())
                .map(rule -> rule.number("months"));
        if (months.isEmpty() || platform.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDate> drill = platform
                .get()
                .archive()
                .history(context.device().id(), RESCUE, 50)
                .stream()
                .flatMap(entry -> Rescue.of(entry.values()).stream())
                .filter(Rescue::drill)
                .map(Rescue::on)
                .findFirst();
        boolean due = drill.map(day -> day.plusMonths(months.get()).isBefore(context.today()))
                .orElse(true);
        String last = drill.map(LocalDate::toString).orElse("—");
        return due
                ? Optional.of(new Section.Notice(
                        new Text("应急演练到期", "A drill is due"),
                        new Text(
                                "至少每 " + months.get() + " 个月演练一次；上次：" + last + "。",
                                "At least every " + months.get() + " months; the last one: " + last + "."),
                        Tone.WARNING))
                : Optional.empty();
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return Rescue.findings(values, context.today());
    }
}
