package org.teshema.engine.scan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.text.Text;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.code.CodeReader;

/** Makes scan desks as a container would. */
public final class BareDesk {
    private BareDesk() {}

    /** A desk that asks plugins of that table through that guard. */
    public static ScanDesk of(
            CodeReader reader,
            Database database,
            SwappedPluginTable table,
            Guard guard,
            ReferenceFiles files,
            CityClock clock) {
        var actions = new ActionDesk(
                database,
                table,
                new PluginCheck(database, new Devices(database, clock), table, guard, clock),
                new Entries(database, clock),
                new Writes(database, clock),
                clock);
        return new ScanDesk(
                reader,
                database,
                table,
                guard,
                new Catalogue(files),
                new Districts(files),
                actions,
                clock,
                List.of(new Phone(new Text("救援", "Rescue"), "110", Optional.empty())),
                Throttle.ofNumbers(clock, 3, Duration.ofSeconds(6), 100));
    }
}
