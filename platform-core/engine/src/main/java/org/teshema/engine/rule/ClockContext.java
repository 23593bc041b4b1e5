package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.api.device.Device;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.engine.gate.NoCode;

/** Makes the contexts in which plugins read their clocks where nothing is scanned. Stateless. */
final class ClockContext {
    private ClockContext() {}

    /**
     * A context.
     *
     * @param entries the entry of each kind that held, masked for the caller and narrowed to what the plugin may read
     * @param segments of the registration unit, masked as well
     */
    static ScanContext of(
            Device device,
            Map<String, Entry> entries,
            List<Segment> segments,
            Caller caller,
            LocalDate day,
            Rulebook rules) {
        return new ScanContext(NoCode.of(device), device, entries, segments, caller, day, rules);
    }
}
