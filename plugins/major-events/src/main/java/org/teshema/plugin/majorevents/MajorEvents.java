package org.teshema.plugin.majorevents;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
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
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** 重大活动保障: devices around an event are checked before and while it runs, and the city and its districts see how far it is. */
@Component(service = Plugin.class)
public final class MajorEvents implements SceneApp {
    static final String NAME = "major-events";

    private static final int MOST = 500;
    private static final Set<Audience> CONCERNED =
            Set.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY, Audience.GOVERNMENT);
    private static final Set<Audience> READERS = Set.of(Audience.GOVERNMENT, Audience.USING_UNIT);
    private static final Action CHECK =
            new Action("event-check", new Text("登记保障检查", "Record a check for the event"), Check.KIND, CONCERNED);
    private static final Action PLACE = new Action(
            "event-place", new Text("列入或移出保障范围", "Take in or out"), MajorEvent.PLACE, Set.of(Audience.GOVERNMENT));

    private final List<EntryKind> kinds = KindTables.beside(MajorEvents.class, NAME);
    private final Rulebook rules = Rulebook.beside(MajorEvents.class, "rules.csv");
    private final Board board = new Board();
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(NAME, "1.0.0", new Text("重大活动保障", "Major events"), Optional.empty());
    }

    @Override
    public Text card() {
        return new Text(
                "重大活动周边特种设备的检查进度：活动前逐台检查，活动期间定期复查。",
                "How far the checks around major events are: each device before it, and again while it runs.");
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
        return List.of(new Page(Board.NAME, new Text("保障进度", "Progress"), READERS, false));
    }

    @Override
    public PageView page(PageContext context) {
        return platform.map(handle -> board.of(context, handle.devices())).orElseGet(() -> PageView.of(List.of()));
    }

    /** How the device stands for each event near it, for those concerned. */
    @Override
    public View view(ScanContext context) {
        List<MajorEvent> open = open(context);
        if (open.isEmpty() || !CONCERNED.contains(context.caller().audience())) {
            return View.empty();
        }
        List<MajorEvent> covering = covering(context, open);
        List<Section> sections = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        if (!covering.isEmpty()) {
            sections.add(new Section.Facts(
                    new Text("重大活动保障", "Major events"),
                    covering.stream().map(event -> fact(event, context)).toList()));
            actions.add(CHECK);
        }
        actions.add(PLACE);
        return new View(sections, actions);
    }

    private static Fact fact(MajorEvent event, ScanContext context) {
        Check check = Check.of(event, context.current(Check.KIND), context.today());
        return new Fact(event.key(), event.title(), check.told(), check.state().tone);
    }

    /** The events that ask for checks today of devices of its kind, wherever they are. */
    private static List<MajorEvent> open(ScanContext context) {
        return MajorEvent.all(context.rules()).stream()
                .filter(event -> event.rule().holdsOn(context.today()) && event.asks(context.device()))
                .toList();
    }

    private List<MajorEvent> covering(ScanContext context, List<MajorEvent> open) {
        List<Entry> placed = open.isEmpty() || context.current(MajorEvent.PLACE).isEmpty()
                ? List.of()
                : platform.map(handle ->
                                handle.archive().history(context.device().id(), MajorEvent.PLACE, MOST))
                        .orElse(List.of());
        return open.stream()
                .filter(event -> event.covers(context.device(), placed))
                .toList();
    }

    @Override
    public List<Link> links(ScanContext context) {
        if (!READERS.contains(context.caller().audience())) {
            return List.of();
        }
        return covering(context, open(context)).stream()
                .map(event -> new Link("related", URI.create(Board.path(event)), event.title(), "text/html"))
                .toList();
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        List<Finding> findings = new ArrayList<>(Finding.future("on", values, context.today()));
        String result = values.text("result").orElse("");
        if (result.equals("ready") && values.byName().containsValue(false)) {
            findings.add(wrong("result", "有检查项为“否”，不能是“可以运行”。", "With an item answered no it is not ready to run."));
        }
        if (result.equals("wrong") && values.text("found").isEmpty()) {
            findings.add(wrong("found", "请写明发现的问题。", "Say what is wrong."));
        }
        LocalDate on = values.day("on").orElse(context.today());
        if (kind.equals(Check.KIND)
                && covering(context, open(context)).stream().allMatch(event -> on.isBefore(event.opens()))) {
            findings.add(wrong("on", "此设备当日不在活动保障检查期内。", "On that day no event asks for a check of this device."));
        }
        String names = MajorEvent.all(context.rules()).stream()
                .filter(event -> !event.last().isBefore(context.today()) && event.asks(context.device()))
                .map(MajorEvent::key)
                .collect(Collectors.joining(" "));
        if (kind.equals(MajorEvent.PLACE)
                && !List.of(names.split(" ", -1))
                        .contains(values.text(MajorEvent.EVENT).orElse("-"))) {
            findings.add(wrong(
                    MajorEvent.EVENT,
                    "此类设备没有这个活动；现有活动代号：" + names + "。",
                    "No such event asks for this equipment. There are: " + names + "."));
        }
        return findings;
    }

    private static Finding wrong(String field, String zh, String en) {
        return new Finding(field, new Text(zh, en));
    }
}
