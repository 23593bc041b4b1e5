package org.teshema.engine.scan;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;

/** A scan desk over a database of another test's. Its one app puts a link into the linkset for each field it was let see. */
public final class ScanDesks implements AutoCloseable {
    /** Relations of the links begin with it; kind and field follow. */
    public static final String SEEN = "https://example.org/seen/";

    // Nothing here is slow but the machine.
    private static final Limits PATIENT = new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            4,
            1_000,
            1_000,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));

    private final Guard guard = Guard.of(PATIENT);
    /** The desk. */
    public final ScanDesk desk;

    /** The desk of that database. */
    public ScanDesks(Database database, CityClock clock) {
        ReferenceFiles files = ReferenceFiles.shipped(clock);
        var table = new SwappedPluginTable(guard, new PostingPositions(files), clock);
        Served.by(table, PATIENT, new FieldLinks());
        var actions = new ActionDesk(
                database,
                table,
                new PluginCheck(database, new Devices(database, clock), table, guard, clock),
                new Entries(database, clock),
                new Writes(database, clock),
                clock);
        desk = new ScanDesk(
                ScanCity.reader(ScanCity.PREFIX),
                database,
                table,
                guard,
                new Catalogue(files),
                new Districts(files),
                actions,
                clock,
                List.of(),
                Throttle.ofNumbers(clock, 1_000_000, Duration.ofSeconds(6), 100));
    }

    @Override
    public void close() {
        guard.close();
    }

    private static final class FieldLinks implements SceneApp {
        private static final Text WORD = new Text("所见", "Seen");

        @Override
        public PluginInfo info() {
            return new PluginInfo("seen", "1.0.0", WORD, Optional.empty());
        }

        @Override
        public Text card() {
            return WORD;
        }

        @Override
        public List<Link> links(ScanContext context) {
            return context.currentEntries().values().stream()
                    .flatMap(entry -> entry.values().byName().keySet().stream()
                            .map(field -> new Link(
                                    SEEN + entry.kind() + "." + field, URI.create("/seen"), WORD, "text/html")))
                    .toList();
        }
    }
}
