package org.teshema.engine.device;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.DeviceStatus;

/**
 * What is to change of a device; what is empty stays.
 *
 * @param version the device's version as the asker saw it
 * @param name 1 to 120 characters
 * @param place 1 to 300 characters
 * @param coordinates where it is
 * @param status where it stands in its life
 * @param maintenanceUnit id of the unit that maintains it
 * @param inspectionBody id of the body that inspects it
 * @param station id of the station that supervises it
 * @param reach how far a change of status reaches; must be said of the mother of a set
 * @param reason why, 1 to 400 characters
 */
public record DeviceChange(
        int version,
        Optional<String> name,
        Optional<String> place,
        Optional<Coordinates> coordinates,
        Optional<DeviceStatus> status,
        OptionalLong maintenanceUnit,
        OptionalLong inspectionBody,
        OptionalLong station,
        Optional<Reach> reach,
        Optional<String> reason) {
    public DeviceChange {
        name = name.map(text -> Words.checked("name", text, 120));
        place = place.map(text -> Words.checked("place", text, 300));
        Objects.requireNonNull(coordinates, "coordinates");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(maintenanceUnit, "maintenanceUnit");
        Objects.requireNonNull(inspectionBody, "inspectionBody");
        Objects.requireNonNull(station, "station");
        Objects.requireNonNull(reach, "reach");
        reason = reason.map(text -> Words.checked("reason", text, 400));
    }

    /** Whether it touches only what a using unit may change of its own device. */
    boolean isUsingUnits() {
        return status.isEmpty() && inspectionBody.isEmpty() && station.isEmpty();
    }
}
