package org.teshema.engine.gate;

import java.util.Optional;
import org.teshema.api.app.Http;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.tables.AppTables;
import org.teshema.engine.tables.OwnTables;
import org.teshema.engine.tables.TablesRefused;

/**
 * Where what plugins hold comes from.
 *
 * @param archives the archives and devices of the city
 * @param tables the tables of apps
 * @param outgoing the way out to other systems
 */
record Holdings(ArchiveDoor archives, AppTables tables, Gateway outgoing) {
    /** The plugin's own tables, as its jar wants them; empty where it wants none. */
    Optional<OwnTables> tables(String plugin, PluginJar jar) throws TablesRefused {
        return tables.prepare(plugin, jar.tables());
    }

    /** The plugin's way out. */
    Http http(String plugin, PluginJar jar) {
        return outgoing.of(plugin, jar.permissions().map(Permissions::places));
    }
}
