package org.teshema.engine.gate;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;

/** Puts plugins into a table past the gate, for tests of what they answer. */
public final class ServedOnThisThread {
    private ServedOnThisThread() {}

    /** These plugins serve from that table. */
    public static void by(SwappedPluginTable table, Plugin... plugins) {
        table.swap(new ServingTable(
                Arrays.stream(plugins).map(ServedOnThisThread::admitted).toList()));
    }

    private static Admitted admitted(Plugin plugin) {
        Set<CatalogueCode> serves = plugin instanceof CategoryPlugin category ? category.serves() : Set.of();
        return new Admitted(
                plugin,
                new Admitted.Declared(plugin.info(), plugin.kinds(), serves, Rulebook.of(plugin.rules())),
                new PluginJar(77, "org.example", "1.0.0", Map.of(), Optional.empty()),
                Instant.EPOCH,
                Limits.standard());
    }
}
