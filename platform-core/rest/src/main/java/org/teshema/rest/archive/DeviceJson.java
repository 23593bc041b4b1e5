package org.teshema.rest.archive;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Identifier;
import org.teshema.engine.device.Coordinates;
import org.teshema.engine.device.DeviceFile;
import org.teshema.rest.account.OrganisationJson;

/**
 * A device.
 *
 * @param id its id
 * @param category catalogue code
 * @param rawCategory the category as it came in
 * @param district six-character district id
 * @param name what people on site call it
 * @param place where it is, in words
 * @param coordinates where it is, in degrees
 * @param status where it stands in its life
 * @param usingUnit who uses it
 * @param maintenanceUnit who maintains it
 * @param inspectionBody who inspects it
 * @param station who supervises it
 * @param set the set it is a child of
 * @param identifiers its printed numbers, former ones included
 * @param version to be sent along with a change
 */
public record DeviceJson(
        String id,
        String category,
        String rawCategory,
        String district,
        String name,
        String place,
        Optional<CoordinatesJson> coordinates,
        DeviceStatus status,
        Optional<OrganisationJson> usingUnit,
        Optional<OrganisationJson> maintenanceUnit,
        Optional<OrganisationJson> inspectionBody,
        Optional<OrganisationJson> station,
        Optional<SetJson> set,
        List<IdentifierJson> identifiers,
        int version) {

    /**
     * A place in a set.
     *
     * @param mother id of the mother device
     * @param role name of the role
     */
    public record SetJson(String mother, String role) {}

    /**
     * A point on the map.
     *
     * @param longitude in degrees
     * @param latitude in degrees
     */
    public record CoordinatesJson(double longitude, double latitude) {
        Coordinates toCoordinates() {
            return new Coordinates(longitude, latitude);
        }
    }

    /**
     * A printed number.
     *
     * @param kind id of its format
     * @param value as printed
     * @param source who said so
     * @param from first day it holds
     * @param until last day it held
     */
    public record IdentifierJson(String kind, String value, String source, LocalDate from, Optional<LocalDate> until) {
        static IdentifierJson of(Identifier number) {
            return new IdentifierJson(number.kind(), number.value(), number.source(), number.from(), number.until());
        }
    }

    static DeviceJson of(DeviceFile file) {
        var device = file.device();
        return new DeviceJson(
                device.id().toString(),
                device.category().value(),
                file.rawCategory(),
                device.district(),
                device.name(),
                device.place(),
                file.coordinates().map(c -> new CoordinatesJson(c.longitude(), c.latitude())),
                device.status(),
                device.usingUnit().map(OrganisationJson::of),
                device.maintenanceUnit().map(OrganisationJson::of),
                file.inspectionBody().map(OrganisationJson::of),
                file.station().map(OrganisationJson::of),
                device.membership().map(place -> new SetJson(place.mother().toString(), place.role())),
                file.identifiers().stream().map(IdentifierJson::of).toList(),
                device.version());
    }
}
