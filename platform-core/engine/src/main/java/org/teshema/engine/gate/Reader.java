package org.teshema.engine.gate;

import java.util.Optional;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.DeviceId;
import org.teshema.engine.access.Scope;

/**
 * For whom a plugin is asked.
 *
 * @param audience what they are towards the device the question is about
 * @param reach what else they may reach through the plugin; empty in a scan, which is about one device and its set
 * @param scans whether it is a scan that waits for the answer, as thousands do
 */
public record Reader(Audience audience, Optional<Reach> reach, boolean scans) {
    /** Somebody who does not scan. */
    public Reader(Audience audience, Optional<Reach> reach) {
        this(audience, reach, false);
    }

    /**
     * What the reader of a page reaches.
     *
     * @param scope the devices, as a condition over {@code device d}
     * @param within what the reader is towards each of them
     * @param device the device the page is about, which is reached although it may lie outside the scope
     */
    public record Reach(Scope scope, Audience within, Optional<DeviceId> device) {}

    private static final Reader NOBODY =
            new Reader(Audience.GOVERNMENT, Optional.of(new Reach(Scope.all(), Audience.GOVERNMENT, Optional.empty())));

    /** Nobody: an app at its own work, which sees what an authority would. */
    public static Reader nobody() {
        return NOBODY;
    }

    /** Whether nobody reads. */
    @SuppressWarnings("ReferenceEquality") // the city's own officers reach as much, and are somebody
    boolean isNobody() {
        return this == NOBODY;
    }

    /** The same, who waits for a scan. */
    Reader whoScans() {
        return new Reader(audience, reach, true);
    }

    /** Somebody who asks about one device. */
    static Reader of(Audience audience) {
        return new Reader(audience, Optional.empty());
    }
}
