package org.teshema.engine.scan;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.engine.archive.Audiences.Parties;
import org.teshema.trust.code.CodeId;

/**
 * One row of the scan's select: a code, and all that is needed of the device it is bound to.
 *
 * @param district the code's
 * @param unit the unit it was given out to
 */
record Found(
        CodeId id,
        long number,
        CodeState state,
        String district,
        LocalDate madeOn,
        OptionalLong unit,
        OptionalLong replacedBy,
        Optional<Bound> bound) {
    /**
     * The device.
     *
     * @param entries its current entries as they stand on its row
     * @param segmentsVersion rises whenever one of its segments changes; 0 where it has none
     */
    record Bound(Device device, Parties parties, String entries, int segmentsVersion) {}
}
