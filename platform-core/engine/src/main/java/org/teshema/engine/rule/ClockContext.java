package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;

/** Makes the contexts in which plugins read their clocks where nothing is scanned: the code is a stand-in. Stateless. */
final class ClockContext {
    private static final CodeFacts NO_CODE =
            new CodeFacts("0000000000000", CodeState.BOUND, LocalDate.of(2026, 1, 1), "310000");

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
        return new ScanContext(NO_CODE, device, entries, segments, caller, day, rules);
    }
}
