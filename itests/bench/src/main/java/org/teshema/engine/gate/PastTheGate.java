package org.teshema.engine.gate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;
import org.teshema.engine.time.CityClock;

/** Puts plugins into a table as the gate does, without a container. */
public final class PastTheGate {
    private PastTheGate() {}

    /** These plugins are started and serve. */
    public static void serve(SwappedPluginTable table, ArchiveDoor archives, CityClock clock, List<Plugin> plugins) {
        table.swap(new ServingTable(
                plugins.stream().map(one -> started(one, archives, clock)).toList()));
    }

    private static Admitted started(Plugin plugin, ArchiveDoor archives, CityClock clock) {
        Set<CatalogueCode> serves = plugin instanceof CategoryPlugin category ? category.serves() : Set.of();
        var admitted = new Admitted(
                plugin,
                new Admitted.Declared(plugin.info(), plugin.kinds(), serves, Rulebook.of(plugin.rules())),
                new PluginJar(1, plugin.info().name(), "1.0.0", Map.of(), Optional.empty()),
                Instant.EPOCH,
                Limits.standard());
        plugin.start(new PlatformHandle(
                plugin.info().name(), plugin.info().district(), admitted.readable(), archives, clock));
        return admitted;
    }
}
