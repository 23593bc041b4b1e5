package org.teshema.api.device;

import java.util.Objects;
import java.util.Optional;

/**
 * One registered piece of special equipment (for pipelines: one registration unit), with the few facts the core itself
 * decides on.
 *
 * @param id internal identity
 * @param category catalogue node
 * @param district six-character id of the district that supervises it
 * @param name what people on site call it
 * @param place address or place in words, shown to the public
 * @param status where it stands in its life
 * @param usingUnit the unit that uses it and answers for it; empty while a new device has none yet
 * @param maintenanceUnit the unit that maintains it by contract, where there is one
 * @param membership its place in a set, where it is a child of one
 * @param version optimistic-lock version, counting from 0
 */
public record Device(
        DeviceId id,
        CatalogueCode category,
        String district,
        String name,
        String place,
        DeviceStatus status,
        Optional<Organisation> usingUnit,
        Optional<Organisation> maintenanceUnit,
        Optional<Membership> membership,
        int version) {
    public Device {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(usingUnit, "usingUnit");
        Objects.requireNonNull(maintenanceUnit, "maintenanceUnit");
        Objects.requireNonNull(membership, "membership");
    }

    /** A device that is no child of a set. */
    public Device(
            DeviceId id,
            CatalogueCode category,
            String district,
            String name,
            String place,
            DeviceStatus status,
            Optional<Organisation> usingUnit,
            Optional<Organisation> maintenanceUnit,
            int version) {
        this(id, category, district, name, place, status, usingUnit, maintenanceUnit, Optional.empty(), version);
    }
}
