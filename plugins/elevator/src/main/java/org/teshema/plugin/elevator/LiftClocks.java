package org.teshema.plugin.elevator;

import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.ScanContext;

/** The two clocks of a lift: inspection 检验 by an inspection body, and testing 检测 in the years between. */
final class LiftClocks {
    private static final StatutoryClock INSPECTION = StatutoryClock.inspection().begunByCommissioning();
    private static final StatutoryClock TESTING = StatutoryClock.of(CityKinds.TESTING.name(), CityKinds.TESTING.title())
            .begunByCommissioning()
            // The inspection clock says already when the archive knows too little.
            .silentWhenUnknown();

    private final List<StatutoryClock> clocks;

    LiftClocks(Optional<Archive> archive) {
        this.clocks = List.of(INSPECTION, TESTING).stream()
                .map(clock -> archive.map(clock::lookingBack).orElse(clock))
                .toList();
    }

    /** What both clocks show, the weightier first; testing is left out where the rule asks for none. */
    List<ClockReading> read(ScanContext context) {
        return StatutoryClock.read(context, clocks);
    }
}
