package org.teshema.engine.codes;

import java.util.Objects;
import org.teshema.api.device.CatalogueCode;

/**
 * A device that has no code yet.
 *
 * @param id the device
 * @param name what its unit calls it
 * @param place where it stands
 * @param category what it is
 */
public record Postable(long id, String name, String place, CatalogueCode category) {
    public Postable {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(category, "category");
    }
}
