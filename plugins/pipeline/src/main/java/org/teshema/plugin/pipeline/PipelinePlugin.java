package org.teshema.plugin.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.category.TabledCategory;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** Pipelines (catalogue 8000): long-distance 8100, public 8200 and industrial 8300, as units of segments. */
@Component(service = Plugin.class)
public final class PipelinePlugin extends TabledCategory {
    private static final String NAME = "pipeline";
    static final String SEGMENT = NAME + "/segment";
    static final String TECHNICAL = NAME + "/technical";
    static final String YEARLY_CHECK = NAME + "/yearly-check";

    private final SegmentClocks clocks;
    private final SegmentView segments;

    /** The plugin, its tables read. */
    public PipelinePlugin() {
        super(
                new PluginInfo(NAME, "1.0.0", new Text("压力管道", "Pipelines"), Optional.empty()),
                Set.of(new CatalogueCode("8000")));
        EntryKind kind = kinds().stream()
                .filter(one -> one.name().equals(SEGMENT))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kinds.csv has no kind segment"));
        this.clocks = new SegmentClocks(kind);
        this.segments = new SegmentView(kind, clocks);
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        if (context.segments().isEmpty()) {
            return super.clocks(context);
        }
        var readings = new ArrayList<ClockReading>();
        for (StatutoryClock clock : statutory(context.device().category())) {
            clocks.read(context, clock).ifPresent(readings::add);
        }
        readings.sort(StatutoryClock.WEIGHTIEST_FIRST);
        return readings;
    }

    @Override
    public View view(ScanContext context) {
        View tabled = super.view(context);
        if (context.segments().isEmpty()) {
            return tabled;
        }
        int heads = 0;
        while (heads < tabled.sections().size() && isHead(tabled.sections().get(heads))) {
            heads++;
        }
        var sections = new ArrayList<Section>(tabled.sections().subList(0, heads));
        sections.addAll(segments.of(context, statutory(context.device().category())));
        sections.addAll(tabled.sections().subList(heads, tabled.sections().size()));
        return new View(sections, tabled.actions());
    }

    private static boolean isHead(Section section) {
        return section instanceof Section.Notice || section instanceof Section.Phones;
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        var findings = new ArrayList<>(super.check(context, kind, values));
        if (kind.equals(SEGMENT)) {
            findings.addAll(SegmentChecks.row(context, values));
        }
        if (kind.equals(TECHNICAL)) {
            findings.addAll(SegmentChecks.technical(values));
        }
        return findings;
    }

    @Override
    public List<Finding> checkSegments(ScanContext context) {
        return SegmentChecks.table(context);
    }
}
