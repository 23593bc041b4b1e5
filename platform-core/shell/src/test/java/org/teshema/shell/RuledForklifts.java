package org.teshema.shell;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** Forklifts that are inspected as their one rule says. */
final class RuledForklifts implements CategoryPlugin {
    private static final CatalogueCode FORKLIFTS = new CatalogueCode("5110");

    @Override
    public PluginInfo info() {
        return new PluginInfo("ruled", "2.0.0", new Text("叉车", "Forklift trucks"), Optional.empty());
    }

    @Override
    public Set<CatalogueCode> serves() {
        return Set.of(FORKLIFTS);
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule(
                "forklift-81",
                "inspection",
                Set.of(FORKLIFTS),
                new Text("每 24 个月", "Every 24 months"),
                "TSG 81-2022",
                LocalDate.parse("2022-12-01"),
                Optional.empty(),
                true,
                Map.of("months", "24")));
    }

    @Override
    public Posting posting(Device device) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        return StatutoryClock.read(context, List.of(StatutoryClock.inspection()));
    }

    @Override
    public View view(ScanContext context) {
        return View.empty();
    }
}
