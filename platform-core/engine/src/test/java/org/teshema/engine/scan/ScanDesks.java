package org.teshema.engine.scan;

import java.time.Duration;
import java.util.List;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;

/** A scan desk without plugins over a database of another test's. */
public final class ScanDesks implements AutoCloseable {
    private final Guard guard = Guard.of(ScanCity.LIMITS);
    /** The desk. */
    public final ScanDesk desk;

    /** The desk of that database. */
    public ScanDesks(Database database, CityClock clock) {
        ReferenceFiles files = ReferenceFiles.shipped(clock);
        var table = new SwappedPluginTable(guard, new PostingPositions(files), clock);
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
}
