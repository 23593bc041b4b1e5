package org.teshema.api.app;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;

/**
 * Which devices are asked for.
 *
 * @param nodes of these catalogue nodes or below them; empty for all
 * @param status with that status
 * @param cursor what the listing before gave as its {@code next}; empty for the beginning
 * @param limit most devices, 1 to 200
 */
public record DeviceQuery(Set<CatalogueCode> nodes, Optional<DeviceStatus> status, Optional<String> cursor, int limit) {
    public DeviceQuery {
        nodes = Set.copyOf(nodes);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(cursor, "cursor");
        Listing.checkLimit(limit);
    }
}
