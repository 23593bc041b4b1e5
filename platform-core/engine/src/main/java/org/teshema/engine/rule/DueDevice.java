package org.teshema.engine.rule;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.ClockReading;

/**
 * A device that is overdue or soon will be.
 *
 * @param id its id
 * @param name what people on site call it
 * @param place where it is, in words
 * @param category catalogue node
 * @param district six-character id
 * @param usingUnit name of the unit that uses it, where there is one
 * @param reading its weightiest clock, by which it counts
 */
public record DueDevice(
        long id,
        String name,
        String place,
        CatalogueCode category,
        String district,
        Optional<String> usingUnit,
        ClockReading reading) {
    public DueDevice {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(usingUnit, "usingUnit");
        Objects.requireNonNull(reading, "reading");
    }
}
