package org.teshema.api.plugin;

import java.time.InstantSource;
import org.osgi.annotation.versioning.ProviderType;
import org.teshema.api.app.Devices;
import org.teshema.api.app.Http;
import org.teshema.api.app.Tables;
import org.teshema.api.archive.Archive;

/**
 * What an admitted plugin holds of the platform: everything it may do goes through here, bound to that plugin and its
 * districts. Thread-safe. It grows by methods; a plugin never implements it.
 */
@ProviderType
public interface Platform {
    /** The archives of devices in this plugin's districts, masked to the kinds it declared. */
    Archive archive();

    /** The devices in this plugin's districts, as far as whoever reads one of its pages may see them. */
    Devices devices();

    /** The app's own tables; a release needs the permission {@code tables}. */
    Tables tables();

    /** The way out to other systems; a release needs a permission {@code http:…} for each host. */
    Http http();

    /** The time. A plugin MUST NOT ask the machine. */
    InstantSource clock();
}
