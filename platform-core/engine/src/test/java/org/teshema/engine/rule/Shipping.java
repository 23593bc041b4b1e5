package org.teshema.engine.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

/** A later release of the forklift plugin, which ships these rules and reads its clocks so. */
record Shipping(List<Rule> rules, Function<ScanContext, List<ClockReading>> read) implements CategoryPlugin {
    /** One that reads the clock of the periodic inspection. */
    Shipping(List<Rule> rules) {
        this(rules, context -> StatutoryClock.read(context, List.of(StatutoryClock.inspection())));
    }

    @Override
    public PluginInfo info() {
        return new PluginInfo("forklift", "1.1.0", Text.same("Forklifts"), Optional.empty());
    }

    @Override
    public Set<CatalogueCode> serves() {
        return Set.of(new CatalogueCode("5110"));
    }

    @Override
    public Posting posting(Device device) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        return read.apply(context);
    }

    @Override
    public View view(ScanContext context) {
        return View.empty();
    }
}
