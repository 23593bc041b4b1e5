package org.teshema.plugin.chemicalpark;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
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

/** 浦东化工园区巡查: rounds along pipelines and at explosion-proof equipment, and a board of what is overdue and what is open. */
@Component(service = Plugin.class)
public final class PudongChemicalPark implements SceneApp {
    static final String NAME = "pudong-chemical-park";

    private static final Set<Audience> CONCERNED =
            Set.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.GOVERNMENT);
    private static final Action ROUND =
            new Action("patrol", new Text("登记巡查", "Record a patrol round"), Rounds.ROUND, CONCERNED);
    private static final Action CLOSING = new Action(
            "close-defect",
            new Text("问题销项", "Close a defect"),
            Rounds.CLOSING,
            Set.of(Audience.USING_UNIT, Audience.GOVERNMENT));

    private final Rulebook rules = Rulebook.beside(PudongChemicalPark.class, "rules.csv");
    private final Board board = new Board();
    private volatile Optional<Platform> platform = Optional.empty();

    /** The city's: its three areas are districts of their own, and a plugin names one or none. */
    @Override
    public PluginInfo info() {
        return new PluginInfo(NAME, "1.0.0", new Text("浦东化工园区巡查", "Patrols of chemical parks"), Optional.empty());
    }

    @Override
    public Text card() {
        return new Text(
                "浦东、临港和化工区压力管道、防爆设备的巡查：哪些单位和管道超期，哪些问题未销项。",
                "Patrols of pipelines and explosion-proof equipment: which units and lines are overdue, which defects are open.");
    }

    @Override
    public List<EntryKind> kinds() {
        return Rounds.KINDS;
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
        return List.of(new Page("board", new Text("巡查看板", "Patrol board"), CONCERNED, false));
    }

    @Override
    public PageView page(PageContext context) {
        return platform.map(handle -> board.of(context, handle.devices())).orElseGet(() -> PageView.of(List.of()));
    }

    /** When the last round was, when the next is due and which defects are open, for those concerned. */
    @Override
    public View view(ScanContext context) {
        Optional<Duty> duty = Duty.of(context.rules(), context.device(), context.today());
        if (duty.isEmpty() || !CONCERNED.contains(context.caller().audience())) {
            return View.empty();
        }
        List<Defect> open = open(context);
        List<Section> sections = new ArrayList<>();
        sections.add(facts(duty.get(), context));
        if (!open.isEmpty()) {
            sections.add(new Section.Table(
                    new Text("未销项的问题", "Open defects"),
                    Defect.COLUMNS,
                    open.stream().map(Defect::told).toList()));
        }
        return new View(sections, open.isEmpty() ? List.of(ROUND) : List.of(ROUND, CLOSING));
    }

    private static Section facts(Duty duty, ScanContext context) {
        Optional<Entry> round = context.current(Rounds.ROUND);
        Optional<LocalDate> last = round.flatMap(entry -> entry.values().day("on"));
        Text due = duty.due(last)
                .map(day -> Text.same(day.toString()))
                .orElse(new Text("从未巡查，请尽快巡查", "Never patrolled: as soon as can be"));
        List<Fact> facts = new ArrayList<>();
        last.ifPresent(day -> facts.add(new Fact("last", new Text("最近巡查", "Last round"), Text.same(day.toString()))));
        round.ifPresent(entry -> facts.add(new Fact("found", new Text("发现情况", "What it found"), Rounds.found(entry))));
        facts.add(new Fact(
                "due",
                new Text("下次巡查不晚于", "Next round by"),
                due,
                duty.isOverdue(last, context.today()) ? Tone.BAD : Tone.GOOD));
        return new Section.Facts(new Text("巡查", "Patrol"), facts);
    }

    /** The defects that are open on the scanned device, as far as its last 500 rounds tell. */
    private List<Defect> open(ScanContext context) {
        return Defect.of(history(context, Rounds.ROUND), history(context, Rounds.CLOSING)).stream()
                .filter(Defect::isOpen)
                .toList();
    }

    private List<Entry> history(ScanContext context, String kind) {
        return platform.map(handle -> handle.archive().history(context.device().id(), kind, 500))
                .orElse(List.of());
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return kind.equals(Rounds.ROUND)
                ? Rounds.wrongInRound(context, values)
                : Rounds.wrongInClosing(context, values, open(context));
    }
}
