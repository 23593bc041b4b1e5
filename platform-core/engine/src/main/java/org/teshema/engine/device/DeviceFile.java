package org.teshema.engine.device;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.Device;
import org.teshema.api.device.Identifier;
import org.teshema.api.device.Organisation;

/**
 * All the register says of a device.
 *
 * @param device what plugins see of it
 * @param rawCategory the category as it came in, for records of an older catalogue
 * @param coordinates where it is
 * @param inspectionBody the body that inspects it
 * @param station the station that supervises it
 * @param identifiers its printed numbers, former ones included
 */
public record DeviceFile(
        Device device,
        String rawCategory,
        Optional<Coordinates> coordinates,
        Optional<Organisation> inspectionBody,
        Optional<Organisation> station,
        List<Identifier> identifiers) {
    public DeviceFile {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(rawCategory, "rawCategory");
        Objects.requireNonNull(coordinates, "coordinates");
        Objects.requireNonNull(inspectionBody, "inspectionBody");
        Objects.requireNonNull(station, "station");
        identifiers = List.copyOf(identifiers);
    }

    /** Id of the station that supervises it. */
    public OptionalLong stationId() {
        return station.map(one -> OptionalLong.of(one.id())).orElseGet(OptionalLong::empty);
    }

    /** Its internal id. */
    public long id() {
        return device.id().value();
    }
}
