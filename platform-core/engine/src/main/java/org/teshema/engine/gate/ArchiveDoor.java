package org.teshema.engine.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceId;

/**
 * The archives as the gate asks for them on a plugin's behalf. The archive itself stands behind this door, so that the
 * gate does not know it. Thread-safe.
 */
public interface ArchiveDoor {
    /** The district of that device; empty when there is none. */
    Optional<String> district(DeviceId device);

    /** The entry of that kind that holds now. */
    Optional<Entry> current(DeviceId device, String kind);

    /** The entries of that kind, newest first, at most {@code limit}. */
    List<Entry> history(DeviceId device, String kind, int limit);

    /** The entry of that kind that held at that instant, by what was recorded then. */
    Optional<Entry> asOf(DeviceId device, String kind, Instant known);

    /** The entry with the fields this audience may see. */
    Entry mask(Entry entry, Audience reader);
}
