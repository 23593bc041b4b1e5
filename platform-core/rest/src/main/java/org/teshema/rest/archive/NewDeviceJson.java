package org.teshema.rest.archive;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.device.NewDevice;
import org.teshema.engine.device.NewIdentifier;
import org.teshema.rest.archive.DeviceJson.CoordinatesJson;

/**
 * A device to be entered.
 *
 * @param category catalogue code of a last level
 * @param rawCategory the category as an older record names it
 * @param district six-character district id
 * @param name what people on site call it
 * @param place where it is, in words
 * @param coordinates where it is, in degrees
 * @param status INSTALLING or IN_USE
 * @param usingUnitId who uses it
 * @param maintenanceUnitId who maintains it
 * @param inspectionBodyId who inspects it
 * @param stationId who supervises it
 * @param identifiers its printed numbers
 */
public record NewDeviceJson(
        String category,
        Optional<String> rawCategory,
        String district,
        String name,
        String place,
        Optional<CoordinatesJson> coordinates,
        DeviceStatus status,
        Optional<String> usingUnitId,
        Optional<String> maintenanceUnitId,
        Optional<String> inspectionBodyId,
        Optional<String> stationId,
        Optional<List<NewIdentifierJson>> identifiers) {

    /**
     * A printed number to be entered.
     *
     * @param kind id of its format
     * @param value as printed
     * @param source who said so
     * @param from first day it holds; today when missing
     * @param until last day it held
     */
    public record NewIdentifierJson(
            String kind, String value, String source, Optional<LocalDate> from, Optional<LocalDate> until) {
        NewIdentifier toIdentifier() {
            return new NewIdentifier(kind, value, source, from, until);
        }
    }

    NewDevice toDevice() {
        return new NewDevice(
                category,
                rawCategory,
                district,
                name,
                place,
                coordinates.map(CoordinatesJson::toCoordinates),
                status,
                Ids.maybe("usingUnitId", usingUnitId),
                Ids.maybe("maintenanceUnitId", maintenanceUnitId),
                Ids.maybe("inspectionBodyId", inspectionBodyId),
                Ids.maybe("stationId", stationId),
                identifiers.orElse(List.of()).stream()
                        .map(NewIdentifierJson::toIdentifier)
                        .toList());
    }
}
