package org.teshema.engine.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.text.Text;

/** Puts plugins at the gate without a container, so that an operator sees them as he would in one. */
public final class AtTheGate {
    private final SwappedPluginTable table;
    private final Plugins plugins;
    private final Instant now;
    private final List<Candidate> candidates = new ArrayList<>();

    /** A gate nobody has come to. */
    public AtTheGate(SwappedPluginTable table, Plugins plugins, Instant now) {
        this.table = table;
        this.plugins = plugins;
        this.now = now;
    }

    /** Lets one in; it serves. */
    public void admitted(Plugin plugin) {
        Set<CatalogueCode> serves = plugin instanceof CategoryPlugin category ? category.serves() : Set.of();
        var candidate = candidate(plugin.info().name());
        candidate.info = Optional.of(plugin.info());
        candidate.admitted = Optional.of(new Admitted(
                plugin,
                new Admitted.Declared(plugin.info(), plugin.kinds(), serves, Rulebook.of(plugin.rules())),
                candidate.jar,
                now,
                Limits.standard()));
        candidate.to(Stage.SERVING, Optional.empty(), now);
        show();
    }

    /** Keeps a jar out, whose plugin was never asked for its name. */
    public void refused(String jar, Text reason) {
        candidate(jar).to(Stage.REFUSED, Optional.of(reason), now);
        show();
    }

    private Candidate candidate(String jar) {
        var candidate = new Candidate(
                new PluginJar(70 + candidates.size(), jar, "1.0.0", Map.of(), Optional.empty()), Dwelling.HERE, now);
        candidates.add(candidate);
        return candidate;
    }

    private void show() {
        table.swap(new ServingTable(
                candidates.stream().flatMap(one -> one.admitted.stream()).toList()));
        plugins.show(candidates.stream().map(Candidate::seen).toList());
    }
}
