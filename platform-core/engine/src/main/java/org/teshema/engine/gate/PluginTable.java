package org.teshema.engine.gate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Posting;

/**
 * What the plugins that serve right now answer for. Every call sees one immutable table; a plugin's arrival or leaving
 * swaps the table. Thread-safe; calls into plugins are guarded and degrade to the city's own data.
 */
public interface PluginTable {
    /**
     * How the label of this device is posted: by its category plugin, narrowed by the aspects that apply; without one,
     * by the city's dated table of positions.
     */
    Posting posting(Device device);

    /**
     * What a code of that category stands for, as the category plugin of the district says; single where none answers.
     */
    default Structure structure(CatalogueCode category, String district) {
        return new Structure.Single();
    }

    /**
     * What counts for one device: a canary answers instead of the live plugin where the device is in its share. A set is served by one
     * version, but for the station of each of its devices.
     *
     * @param device id of the device, or of the mother of its set
     * @param station id of the station that supervises the device
     */
    default PluginTable toward(long device, OptionalLong station) {
        return this;
    }

    /** The same of a device. */
    default PluginTable toward(Device device, OptionalLong station) {
        return toward(
                device.membership()
                        .map(place -> place.mother().value())
                        .orElseGet(() -> device.id().value()),
                station);
    }

    /** Whether it matters which station a device belongs to: a canary may serve one station's devices alone. */
    default boolean asksForStation() {
        return false;
    }

    /** The entry kind of that name, of the core or of a serving plugin. */
    Optional<EntryKind> kind(String name);

    /** All entry kinds that may be appended now, by name. */
    List<EntryKind> kinds();
}
