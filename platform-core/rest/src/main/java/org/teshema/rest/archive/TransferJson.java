package org.teshema.rest.archive;

import java.time.LocalDate;
import java.util.Optional;
import org.teshema.engine.device.Transfer;

/**
 * A device goes to another unit or place.
 *
 * @param version the version it was read with
 * @param usingUnitId who uses it from now on
 * @param district where it stands from now on
 * @param stationId who supervises it there
 * @param place its new place
 * @param certificate number of the new registration certificate
 * @param on the day it happened
 * @param reason why
 */
public record TransferJson(
        int version,
        Optional<String> usingUnitId,
        Optional<String> district,
        Optional<String> stationId,
        Optional<String> place,
        Optional<String> certificate,
        LocalDate on,
        String reason) {
    Transfer toTransfer() {
        return new Transfer(
                version,
                Ids.maybe("usingUnitId", usingUnitId),
                district,
                Ids.maybe("stationId", stationId),
                place,
                certificate,
                on,
                reason);
    }
}
