package org.teshema.engine.gate;

import java.util.List;
import java.util.Optional;
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

    /** The entry kind of that name, of the core or of a serving plugin. */
    Optional<EntryKind> kind(String name);

    /** All entry kinds that may be appended now, by name. */
    List<EntryKind> kinds();
}
