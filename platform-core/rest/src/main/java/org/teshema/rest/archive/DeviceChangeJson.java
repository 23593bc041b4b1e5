package org.teshema.rest.archive;

import java.util.Optional;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.device.DeviceChange;
import org.teshema.engine.device.Reach;
import org.teshema.rest.archive.DeviceJson.CoordinatesJson;

/**
 * What is to change of a device; what is missing stays.
 *
 * @param version the version it was read with
 * @param name what people on site call it
 * @param place where it is, in words
 * @param coordinates where it is, in degrees
 * @param status where it stands in its life
 * @param maintenanceUnitId who maintains it
 * @param inspectionBodyId who inspects it
 * @param stationId who supervises it
 * @param reach how far a change of status reaches: WHOLE for a set with all its children, ONE for this device alone; must be
 *     said of the mother of a set
 * @param reason why
 */
public record DeviceChangeJson(
        int version,
        Optional<String> name,
        Optional<String> place,
        Optional<CoordinatesJson> coordinates,
        Optional<DeviceStatus> status,
        Optional<String> maintenanceUnitId,
        Optional<String> inspectionBodyId,
        Optional<String> stationId,
        Optional<Reach> reach,
        Optional<String> reason) {
    DeviceChange toChange() {
        return new DeviceChange(
                version,
                name,
                place,
                coordinates.map(CoordinatesJson::toCoordinates),
                status,
                Ids.maybe("maintenanceUnitId", maintenanceUnitId),
                Ids.maybe("inspectionBodyId", inspectionBodyId),
                Ids.maybe("stationId", stationId),
                reach,
                reason);
    }
}
