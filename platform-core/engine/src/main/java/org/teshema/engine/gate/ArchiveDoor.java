package org.teshema.engine.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceId;
import org.teshema.engine.access.Scope;

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

    /** Whether that device lies within the scope, a condition over {@code device d}. */
    boolean isWithin(DeviceId device, Scope scope);

    /**
     * Devices of a scope.
     *
     * @param kinds names of the kinds whose current entries come along
     * @param reader for whom these are masked
     */
    Listing<KnownDevice> devices(DeviceQuery query, Scope scope, Set<String> kinds, Audience reader);

    /** Entries of devices of a scope; the same otherwise. */
    Listing<KnownEntry> entries(EntryQuery query, Scope scope, Set<String> kinds, Audience reader);
}
