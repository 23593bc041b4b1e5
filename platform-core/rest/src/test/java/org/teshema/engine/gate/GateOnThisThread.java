package org.teshema.engine.gate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.scan.View;
import org.teshema.engine.access.Scope;
import org.teshema.engine.app.AppJobs;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.tables.AppTables;
import org.teshema.engine.time.CityClock;

/** The gate's real admission on a database in memory, on the test's thread and without a container. */
public final class GateOnThisThread implements AutoCloseable {
    private final Database database;
    private final Guard guard;
    private final Plugins plugins = new Plugins();
    private final SwappedPluginTable table;
    private final Admissions admissions;
    private long bundles = 70;

    /** A gate nobody has come to. */
    public GateOnThisThread(CityClock clock) {
        this(
                clock,
                Database.of(DatabaseSettings.inMemory(
                        "g" + UUID.randomUUID().toString().replace("-", ""))),
                Guard.of(Limits.standard()));
    }

    /** The same on that database and with that guard, which it closes. */
    public GateOnThisThread(CityClock clock, Database database, Guard guard) {
        this.database = database;
        this.guard = guard;
        ReferenceFiles files = ReferenceFiles.shipped(clock);
        this.table = new SwappedPluginTable(guard, new PostingPositions(files), clock);
        this.admissions = new Admissions(
                new JarCheck(JarCheck.exported("org.teshema.api.plugin;version=\"1.0.0\"")),
                guard,
                table,
                plugins,
                new AdmissionBook(database, clock),
                new Holdings(
                        new NoArchive(),
                        new AppTables(database, clock),
                        Gateway.of(java.util.Set.of(), java.util.Set.of(), clock)),
                new Districts(files),
                clock,
                new Shares(),
                again -> {});
    }

    /** What operators see. */
    public Plugins plugins() {
        return plugins;
    }

    /** What its apps do by themselves, when told. */
    public AppJobs jobs(CityClock clock) {
        return new AppJobs(database, table, new Leases(database), clock, AppJobs.standard(), Optional.empty());
    }

    /** What answers for devices. */
    public SwappedPluginTable table() {
        return table;
    }

    /** The way into plugins. */
    public Guard guard() {
        return guard;
    }

    /** A plugin's service appears, from a jar that imports this. */
    public void propose(Plugin plugin, String imports) {
        var jar = new PluginJar(
                bundles++, "org.example.jar", "7.8.9", Map.of("Import-Package", imports), Optional.empty());
        admissions.propose(plugin, jar, () -> Optional.of(plugin));
    }

    /** Its jar is taken away; returns when the plugin is gone. */
    public void withdraw(Plugin plugin) {
        admissions.withdraw(plugin, true);
    }

    /** A scan of a device of that category asks the plugin that serves it, if there is one. */
    public Optional<View> scan(String category) {
        return table.handlers(new CatalogueCode(category), "310107")
                .category()
                .flatMap(one -> guard.ask(new Question<>(
                                one, "view", Audience.PUBLIC, () -> one.plugin().view(null)))
                        .answer());
    }

    @Override
    public void close() {
        guard.close();
        database.close();
    }

    private static final class NoArchive implements ArchiveDoor {
        @Override
        public Optional<String> district(DeviceId device) {
            return Optional.empty();
        }

        @Override
        public Optional<Entry> current(DeviceId device, String kind) {
            return Optional.empty();
        }

        @Override
        public List<Entry> history(DeviceId device, String kind, int limit) {
            return List.of();
        }

        @Override
        public Optional<Entry> asOf(DeviceId device, String kind, Instant known) {
            return Optional.empty();
        }

        @Override
        public Entry mask(Entry entry, Audience reader) {
            return entry;
        }

        @Override
        public boolean isWithin(DeviceId device, Scope scope) {
            return false;
        }

        @Override
        public Listing<KnownDevice> devices(DeviceQuery query, Scope scope, Set<String> kinds, Audience reader) {
            return Listing.none();
        }

        @Override
        public Listing<KnownEntry> entries(EntryQuery query, Scope scope, Set<String> kinds, Audience reader) {
            return Listing.none();
        }
    }
}
