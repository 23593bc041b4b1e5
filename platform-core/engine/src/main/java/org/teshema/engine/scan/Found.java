package org.teshema.engine.scan;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.engine.access.Parties;
import org.teshema.trust.code.CodeId;

/**
 * One row of the scan's select: a code, and all that is needed of the device it is bound to.
 *
 * @param district the code's
 * @param unit the unit it was given out to
 * @param post the code post that bears it, where it is not the device's own code
 */
record Found(
        CodeId id,
        long number,
        CodeState state,
        String district,
        LocalDate madeOn,
        OptionalLong unit,
        OptionalLong replacedBy,
        Optional<CodePost> post,
        Optional<Bound> bound) {
    /**
     * The device.
     *
     * @param entries its current entries as they stand on its row
     * @param segmentsVersion rises whenever one of its segments changes; 0 where it has none
     * @param family rises with whatever changes in its children; 0 where there never were any
     * @param mother the set it is a child of
     */
    record Bound(
            Device device, Parties parties, String entries, int segmentsVersion, int family, Optional<Mother> mother) {
        /** A device that belongs to no set. */
        Bound(Device device, Parties parties, String entries) {
            this(device, parties, entries, 0, 0, Optional.empty());
        }
    }

    /**
     * The mother of the set a device belongs to.
     *
     * @param device without its units, which are its child's
     * @param entries its current entries as they stand on its row
     * @param number number of the mother code, where there is one in force
     * @param code where the mother code stands
     */
    record Mother(Device device, String entries, Optional<Long> number, Optional<CodeState> code) {}
}
