package org.teshema.engine.device;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.reference.CatalogueNode;

/**
 * A device to be entered.
 *
 * @param category catalogue code of a last level
 * @param rawCategory the category as an older record names it; empty for the same
 * @param district six-character id of a receiving unit
 * @param name what people on site call it, 1 to 120 characters
 * @param place address or place in words, 1 to 300 characters
 * @param coordinates where it is
 * @param status INSTALLING for a new device, IN_USE for one in stock
 * @param usingUnit id of the unit that uses it
 * @param maintenanceUnit id of the unit that maintains it
 * @param inspectionBody id of the body that inspects it
 * @param station id of the station that supervises it
 * @param identifiers its printed numbers
 */
public record NewDevice(
        String category,
        Optional<String> rawCategory,
        String district,
        String name,
        String place,
        Optional<Coordinates> coordinates,
        DeviceStatus status,
        OptionalLong usingUnit,
        OptionalLong maintenanceUnit,
        OptionalLong inspectionBody,
        OptionalLong station,
        List<NewIdentifier> identifiers) {
    /** Most numbers a device is entered with. */
    public static final int MOST_IDENTIFIERS = 20;

    public NewDevice {
        Objects.requireNonNull(category, "category");
        rawCategory = rawCategory.map(raw -> Words.checked("rawCategory", raw, 40));
        Objects.requireNonNull(district, "district");
        name = Words.checked("name", name, 120);
        place = Words.checked("place", place, 300);
        Objects.requireNonNull(coordinates, "coordinates");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(usingUnit, "usingUnit");
        Objects.requireNonNull(maintenanceUnit, "maintenanceUnit");
        Objects.requireNonNull(inspectionBody, "inspectionBody");
        Objects.requireNonNull(station, "station");
        identifiers = List.copyOf(identifiers);
        if (identifiers.size() > MOST_IDENTIFIERS) {
            throw Words.wrong(
                    "identifiers",
                    "一台设备最多录入 " + MOST_IDENTIFIERS + " 个编号。",
                    "A device is entered with at most " + MOST_IDENTIFIERS + " numbers.");
        }
    }

    /** The same under the code of today; the code it came with is kept as the raw one where none was given. */
    NewDevice under(CatalogueNode node) {
        String now = node.code().value();
        return new NewDevice(
                now,
                rawCategory.or(() -> Optional.of(category)).filter(raw -> !raw.equals(now)),
                district,
                name,
                place,
                coordinates,
                status,
                usingUnit,
                maintenanceUnit,
                inspectionBody,
                station,
                identifiers);
    }
}
