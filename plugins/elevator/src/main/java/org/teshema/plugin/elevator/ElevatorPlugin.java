package org.teshema.plugin.elevator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.category.TabledCategory;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** The category plugin for lifts (catalogue 3000). */
@Component(service = Plugin.class)
public final class ElevatorPlugin extends TabledCategory {
    static final String NAME = "elevator";

    private static final Text NO_TITLE = Text.same("—");

    // Visits are told by UpkeepView, as a whole and with what became of them.
    private final Set<Text> upkeep = titles(Upkeep.KINDS);
    private final Set<Text> entered = titles(Set.of(Maintenance.KIND));
    private volatile Optional<Platform> platform = Optional.empty();

    /** Told by the tables beside this class; what maintenance covers is told by {@link Visit}. */
    public ElevatorPlugin() {
        super(
                new PluginInfo(NAME, "1.0.0", new Text("电梯", "Lifts"), Optional.empty()),
                Set.of(new CatalogueCode("3000")));
    }

    /** For the public help comes first; for everybody who works on the lift the machine does, and help last. */
    @Override
    public View view(ScanContext context) {
        View told = super.view(context);
        Instant now = now();
        var help = new ArrayList<Section>();
        var machine = new ArrayList<Section>(Maintenance.next(context));
        boolean recorded = Maintenance.newest(context).isPresent();
        told.sections().stream()
                .filter(section -> !upkeep.contains(title(section)))
                .filter(section -> !(recorded && entered.contains(title(section))))
                .forEach(section -> (isHelp(section) ? help : machine).add(section));
        machine.addAll(UpkeepView.of(context, platform.map(Platform::archive)));
        machine.addAll(Maintenance.items(context));
        var sections = new ArrayList<Section>();
        if (context.caller().audience() == Audience.PUBLIC) {
            sections.addAll(help);
            sections.addAll(machine);
        } else {
            UpkeepView.open(context, now).ifPresent(sections::add);
            sections.addAll(machine);
            sections.addAll(help);
        }
        var actions = new ArrayList<>(UpkeepDeeds.of(context, now));
        actions.addAll(told.actions());
        return new View(sections, actions);
    }

    @Override
    public void start(Platform handle) {
        super.start(handle);
        platform = Optional.of(handle);
    }

    /** Before it is started nothing is open. */
    private Instant now() {
        return platform.map(handle -> handle.clock().instant()).orElse(Instant.MAX);
    }

    private Set<Text> titles(Set<String> names) {
        return kinds().stream()
                .filter(kind -> names.contains(kind.name()))
                .map(EntryKind::title)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Text title(Section section) {
        return section instanceof Section.Facts facts ? facts.title() : NO_TITLE;
    }

    private static boolean isHelp(Section section) {
        return section instanceof Section.Notice || section instanceof Section.Phones;
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        var findings = new ArrayList<>(super.check(context, kind, values));
        if (kind.equals(Maintenance.KIND)) {
            findings.addAll(Maintenance.check(context, values));
        }
        findings.addAll(Upkeep.check(context, kind, values, now()));
        return findings;
    }
}
