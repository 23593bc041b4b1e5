package org.teshema.plugin.holidays;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
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

/** 崇明节前检查: what visitors ride on and rely on is checked before each holiday, after a scan, and officers see how far it is. */
@Component(service = Plugin.class)
public final class ChongmingHolidays implements SceneApp {
    static final String NAME = "chongming-holidays";

    private static final Set<Audience> CONCERNED =
            Set.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY, Audience.GOVERNMENT);
    private static final Set<Audience> READERS = Set.of(Audience.GOVERNMENT, Audience.USING_UNIT);
    private static final Action CHECK = new Action(
            "holiday-check", new Text("登记节前检查", "Record the check before the holiday"), Check.KIND, CONCERNED);
    private static final Action SITE = new Action(
            "tourist-site", new Text("登记所在旅游场所", "Say which tourist site it serves"), Equipment.SITE, READERS);

    private final List<EntryKind> kinds = KindTables.beside(ChongmingHolidays.class, NAME);
    private final Rulebook rules = Rulebook.beside(ChongmingHolidays.class, "rules.csv");
    private final Checklist checklist = new Checklist();
    private final ProgressPage progress = new ProgressPage();
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(
                NAME, "1.0.0", new Text("崇明节前检查", "Checks before holidays in Chongming"), Optional.of("310151"));
    }

    @Override
    public Text card() {
        return new Text(
                "节假日和两会前，大型游乐设施、客运索道、观光车辆和旅游场所锅炉、电梯的检查进度。",
                "How far the checks before holidays are: rides, ropeways, sightseeing vehicles, boilers and lifts of tourist sites.");
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
        return List.of(new Page(ProgressPage.NAME, new Text("检查进度", "Progress of the checks"), READERS, false));
    }

    @Override
    public PageView page(PageContext context) {
        return platform.map(handle -> progress.of(context, handle.devices())).orElseGet(() -> PageView.of(List.of()));
    }

    /** How the device stands before each holiday that is near, for those concerned; the public is told no hazards. */
    @Override
    public View view(ScanContext context) {
        List<Period> open = Period.open(context);
        boolean stranger = context.caller().audience() == Audience.PUBLIC;
        if (open.isEmpty() || stranger || !Equipment.canBeAsked(context.device())) {
            return View.empty();
        }
        List<Action> actions = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        if (Equipment.isAsked(context)) {
            sections.add(new Section.Facts(
                    new Text("节前检查", "Check before the holiday"),
                    open.stream().map(period -> fact(period, context)).toList()));
            actions.add(CHECK);
        }
        if (!Equipment.isAlwaysAsked(context.rules(), context.device().category(), context.today())) {
            actions.add(SITE);
        }
        return new View(sections, actions);
    }

    private static Fact fact(Period period, ScanContext context) {
        Check check = Check.of(period, context.current(Check.KIND));
        return new Fact(period.key(), period.title(), check.told(), check.state().tone);
    }

    @Override
    public List<Link> links(ScanContext context) {
        if (!READERS.contains(context.caller().audience()) || !Equipment.isAsked(context)) {
            return List.of();
        }
        return Period.open(context).stream()
                .map(period -> new Link("related", URI.create(ProgressPage.path(period)), period.title(), "text/html"))
                .toList();
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        if (kind.equals(Check.KIND)) {
            return checklist.findings(context, values);
        }
        return Finding.future("on", values, context.today());
    }
}
