package org.teshema.plugin.explosionproof;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** Explosion protection: an aspect of every kind of equipment that stands in a hazardous area or is made for one. */
@Component(service = Plugin.class)
public final class ExplosionProofPlugin implements Aspect {
    private final Rulebook rules = Rulebook.beside(ExplosionProofPlugin.class, "rules.csv");
    private final ExTables tables = new ExTables();
    private final ExDevices devices = new ExDevices();
    private final ExPosting posting = new ExPosting();
    private final ExView view = new ExView(tables, devices);
    private final ExChecks checks = new ExChecks(tables);
    private final Places places = new Places(tables.gases());
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(ExKinds.NAME, "1.0.0", new Text("防爆", "Explosion protection"), Optional.empty());
    }

    @Override
    public List<EntryKind> kinds() {
        return List.of(ExKinds.PLACE, ExKinds.DEVICE_MARK);
    }

    @Override
    public List<Rule> rules() {
        return rules.rules();
    }

    @Override
    public void start(Platform handle) {
        platform = Optional.of(handle);
    }

    /** Always: a device of any kind may stand in a hazardous area; whether this one does, its archive tells. */
    @Override
    public boolean appliesTo(Device device) {
        return true;
    }

    @Override
    public Posting restrict(Device device, Posting before) {
        Optional<Place> place = platform.flatMap(handle -> handle.archive().current(device.id(), ExKinds.PLACE.name()))
                .map(Entry::values)
                .flatMap(places::of);
        boolean hazardous =
                place.map(Place::isHazardous).orElse(devices.role(device.category()) == ExDevices.Role.VARIETY);
        return hazardous ? posting.narrowed(before, place) : before;
    }

    @Override
    public View view(ScanContext context) {
        return view.of(context);
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return checks.of(context.today(), kind, values);
    }
}
