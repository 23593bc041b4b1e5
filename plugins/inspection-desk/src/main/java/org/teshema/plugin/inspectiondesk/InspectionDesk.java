package org.teshema.plugin.inspectiondesk;

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
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** 检验台: the devices an inspection body has a task for, and the risks it tells the district of. */
@Component(service = Plugin.class)
public final class InspectionDesk implements SceneApp {
    static final String NAME = "inspection-desk";

    private static final Set<Audience> READERS = Set.of(Audience.INSPECTION_BODY, Audience.GOVERNMENT);

    private final List<EntryKind> kinds = KindTables.beside(InspectionDesk.class, NAME);
    private final Rulebook rules = Rulebook.beside(InspectionDesk.class, "rules.csv");
    private final Clues clues = new Clues(kinds.stream()
            .filter(kind -> kind.name().equals(Clues.CLUE))
            .findFirst()
            .orElseThrow());
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(NAME, "1.0.0", new Text("检验台", "Inspection desk"), Optional.empty());
    }

    @Override
    public Text card() {
        return new Text(
                "有检验任务的设备、到期先后，以及向区局报告风险线索。",
                "Devices with an inspection task, what is due first, and risks told to the district.");
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
        return List.of(new Page(
                TasksPage.NAME, new Text("检验任务", "Inspection tasks"), Set.of(Audience.INSPECTION_BODY), false));
    }

    @Override
    public PageView page(PageContext context) {
        return platform.map(handle -> TasksPage.of(context, handle.devices())).orElseGet(() -> PageView.of(List.of()));
    }

    /** The risks told of the device, to who told them and to the authority; the unit is not warned before anybody looked. */
    @Override
    public View view(ScanContext context) {
        Audience reader = context.caller().audience();
        if (platform.isEmpty() || !READERS.contains(reader)) {
            return View.empty();
        }
        List<Clues.Clue> told = context.current(Clues.CLUE).isEmpty()
                ? List.of()
                : Clues.of(platform.get().archive(), context.device().id());
        List<Section> sections = new ArrayList<>();
        clues.section(told).ifPresent(sections::add);
        return new View(sections, Clues.deeds(reader, told));
    }

    @Override
    public List<Link> links(ScanContext context) {
        return context.caller().audience() == Audience.INSPECTION_BODY
                ? List.of(new Link(
                        "related",
                        URI.create("/apps/" + NAME + "/" + TasksPage.NAME),
                        new Text("本机构的检验任务", "All tasks of your body"),
                        "text/html"))
                : List.of();
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return platform.map(handle -> Clues.findings(context, kind, values, handle.archive()))
                .orElse(List.of());
    }
}
