package org.teshema.engine.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.SceneApp;
import org.teshema.engine.access.Scope;
import org.teshema.engine.tables.OwnTables;

/** Puts plugins into a table past the gate, for tests of what comes after it. */
public final class Served {
    private Served() {}

    /** The plugin as if admitted. */
    public static Admitted admitted(Plugin plugin, Limits limits) {
        Set<CatalogueCode> serves = plugin instanceof CategoryPlugin category ? category.serves() : Set.of();
        return new Admitted(
                plugin,
                new Admitted.Declared(
                        plugin.info(),
                        plugin.kinds(),
                        serves,
                        org.teshema.api.rule.Rulebook.of(plugin.rules()),
                        plugin instanceof SceneApp app
                                ? Optional.of(new Scene(app.card(), app.pages(), app.hears(), app.jobs()))
                                : Optional.empty()),
                jar(plugin.info().name()),
                Instant.EPOCH,
                limits);
    }

    /** A table that these plugins serve from. */
    public static List<Admitted> by(SwappedPluginTable table, Limits limits, Plugin... plugins) {
        List<Admitted> admitted =
                Arrays.stream(plugins).map(plugin -> admitted(plugin, limits)).toList();
        table.swap(new ServingTable(admitted));
        return admitted;
    }

    /** The same with one more that serves a share alone. */
    public static Admitted canary(SwappedPluginTable table, Limits limits, Plugin canary, Share share) {
        Admitted one = admitted(canary, limits);
        table.swap(new ServingTable(table.serving()), List.of(new Lanes.Canary(one, share)));
        return one;
    }

    /** Everybody is served by the live plugins again. */
    public static void withoutCanary(SwappedPluginTable table) {
        table.swap(new ServingTable(table.serving()));
    }

    /** What that plugin would hold if the gate had admitted it. */
    public static Platform platform(Plugin plugin, ArchiveDoor door, InstantSource clock) {
        return platform(plugin, door, clock, Optional.empty());
    }

    /** What a plugin of that district, or of the city, holds that may read these kinds. */
    public static Platform platform(
            String name, Optional<String> district, Set<String> readable, ArchiveDoor door, InstantSource clock) {
        return new PlatformHandle(name, district, readable, door, clock);
    }

    /** The same with these tables. */
    public static Platform platform(Plugin plugin, ArchiveDoor door, InstantSource clock, Optional<OwnTables> tables) {
        return new PlatformHandle(
                plugin.info().name(),
                plugin.info().district(),
                admitted(plugin, Limits.standard()).readable(),
                door,
                clock,
                tables,
                request -> {
                    throw new PlatformFailure(PlatformFailure.Reason.REFUSED, "There is no way out here");
                });
    }

    /** The plugin has left, and what it holds is closed. */
    public static void left(Platform platform) {
        ((PlatformHandle) platform).close();
    }

    /** Asks in a scan of somebody who is that to the device. */
    public static <T> T scannedBy(Audience reader, Supplier<T> work) {
        return PlatformHandle.readingAs(reader, work);
    }

    /** Asks in a page of somebody who reaches these devices and is that to each. */
    public static <T> T readBy(Audience reader, Scope scope, Supplier<T> work) {
        return PlatformHandle.readingAs(
                new Reader(reader, Optional.of(new Reader.Reach(scope, reader, Optional.empty()))), work);
    }

    /** How many calls are in it now. */
    public static int inside(Admitted plugin) {
        return plugin.inside.get();
    }

    static PluginJar jar(String name) {
        return new PluginJar(
                77,
                "org.example." + name,
                "1.0.0",
                Map.of("Import-Package", "org.teshema.api.plugin;version=\"[1.0,2)\""),
                Optional.empty());
    }
}
