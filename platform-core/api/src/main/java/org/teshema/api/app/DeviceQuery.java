package org.teshema.api.app;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;

/**
 * Which devices are asked for.
 *
 * @param nodes of these catalogue nodes or below them; empty for all
 * @param status with that status
 * @param cursor what the listing before gave as its {@code next}; empty for the beginning
 * @param limit most devices, 1 to 200
 * @param among only these devices, at most 200; empty for all
 */
public record DeviceQuery(
        Set<CatalogueCode> nodes,
        Optional<DeviceStatus> status,
        Optional<String> cursor,
        int limit,
        Set<DeviceId> among) {
    private static final int MOST = 200;

    public DeviceQuery {
        nodes = Set.copyOf(nodes);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(cursor, "cursor");
        Listing.checkLimit(limit);
        among = Set.copyOf(among);
        if (among.size() > MOST) {
            throw new IllegalArgumentException(
                    "At most " + MOST + " devices are asked for by name, not " + among.size());
        }
    }

    /** Devices wherever they are listed. */
    public DeviceQuery(Set<CatalogueCode> nodes, Optional<DeviceStatus> status, Optional<String> cursor, int limit) {
        this(nodes, status, cursor, limit, Set.of());
    }

    /**
     * Of these devices those that the reader may see: what an app that keeps devices in its own tables asks before it shows a row.
     *
     * @param devices 1 to 200
     */
    public static DeviceQuery of(Set<DeviceId> devices) {
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("Asked for none: no devices by name would be all");
        }
        return new DeviceQuery(Set.of(), Optional.empty(), Optional.empty(), MOST, devices);
    }
}
