package org.teshema.api.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.teshema.api.device.DeviceId;

/**
 * The archives a plugin may read: those of devices in its districts, already narrowed to what the plugin declared and,
 * within a scan, to what the caller may see. Thread-safe; every call reads the database, so a view MUST use
 * {@link org.teshema.api.scan.ScanContext#current(String)} where the current entry is enough.
 */
@ProviderType
public interface Archive {
    /**
     * The entry of that kind that holds now, superseded ones left out: the latest by when it happened, then by when it
     * was recorded.
     */
    Optional<Entry> current(DeviceId device, String kind);

    /**
     * The entries of that kind, newest first.
     *
     * @param limit 1 to 500
     */
    List<Entry> history(DeviceId device, String kind, int limit);

    /** What {@link #current} would have answered at that instant, by what had been recorded then. */
    Optional<Entry> asOf(DeviceId device, String kind, Instant known);
}
