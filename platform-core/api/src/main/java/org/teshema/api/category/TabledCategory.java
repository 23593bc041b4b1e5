package org.teshema.api.category;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.table.Table;

/**
 * A category plugin told by the tables beside its class: {@code kinds.csv}, {@code fields.csv}, {@code options.csv},
 * {@code positions.csv}, {@code labels.csv}, {@code structures.csv}, {@code clocks.csv}, {@code rules.csv},
 * {@code notices.csv} and {@code actions.csv}; their columns are told in {@code docs/plugin-guide.md}. All must be there; one
 * that has nothing to say has its first line alone. A mistake in one is thrown by the constructor, with file, line and column,
 * and the gate refuses the plugin with it. Of a child that goes by its set's certificate, what begins or answers a clock is
 * recorded of the set: it has no clock, its view offers no action for it, and an entry is told so. A subclass overrides what no
 * table can say. Thread-safe.
 */
public abstract class TabledCategory implements CategoryPlugin {
    private final PluginInfo info;
    private final Set<CatalogueCode> serves;
    private final List<EntryKind> kinds;
    private final PostingTables postings;
    private final StructureTable structures;
    private final Rulebook rules;
    private final OfTheSet ofTheSet;
    private final ViewTables view;
    private volatile ClockTable clocks;

    /**
     * A category of these nodes.
     *
     * @throws IllegalArgumentException when a table is missing or cannot be read
     */
    protected TabledCategory(PluginInfo info, Set<CatalogueCode> serves) {
        this.info = info;
        this.serves = Set.copyOf(serves);
        this.kinds = KindTables.beside(getClass(), info.name());
        this.postings = new PostingTables(table("positions"), table("labels"));
        this.structures = new StructureTable(info.name(), table("structures"));
        this.ofTheSet = new OfTheSet(info.name(), table("structures"), table("clocks"));
        this.rules = Rulebook.of(table("rules"));
        this.view = new ViewTables(info.name(), kinds, table("notices"), table("actions"));
        this.clocks = clockTable(Optional.empty());
    }

    private Table table(String name) {
        return Table.beside(getClass(), name + ".csv");
    }

    private ClockTable clockTable(Optional<org.teshema.api.archive.Archive> archive) {
        return new ClockTable(info.name(), table("clocks"), kinds, archive);
    }

    @Override
    public final PluginInfo info() {
        return info;
    }

    @Override
    public final Set<CatalogueCode> serves() {
        return serves;
    }

    @Override
    public final List<EntryKind> kinds() {
        return kinds;
    }

    @Override
    public final List<Rule> rules() {
        return rules.rules();
    }

    @Override
    public void start(Platform platform) {
        clocks = clockTable(Optional.of(platform.archive()));
    }

    @Override
    public final Structure structure(CatalogueCode category) {
        return structures.of(category);
    }

    @Override
    public Posting posting(Device device) {
        return postings.of(device);
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        return ofTheSet.isPart(context.device())
                ? List.of()
                : StatutoryClock.read(context, statutory(context.device().category()));
    }

    /** The clocks that the table names for a category, for a subclass that reads them of courses of its own. */
    protected final List<StatutoryClock> statutory(CatalogueCode category) {
        return clocks.of(category);
    }

    @Override
    public View view(ScanContext context) {
        View told = view.of(context);
        return new View(
                told.sections(),
                told.actions().stream()
                        .filter(action -> !ofTheSet.owns(context.device(), action.kind()))
                        .toList());
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return ofTheSet.owns(context.device(), kind)
                ? List.of(OfTheSet.finding())
                : Stream.of(DateChecks.of(context, kind, values), GradeChecks.of(kind, values))
                        .flatMap(List::stream)
                        .toList();
    }
}
