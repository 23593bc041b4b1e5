package org.teshema.engine.store;

import java.nio.file.Path;

/** Where the platform keeps its files. */
public final class DataFolder {
    private DataFolder() {}

    /**
     * A folder as configured.
     *
     * @param configured an absolute path, or empty for the folder of that name in the data directory: the system property
     *     {@code teshema.data}, else {@code teshema} under {@code karaf.data}, else under {@code data} here
     */
    public static Path of(String configured, String name) {
        if (!configured.isBlank()) {
            return Path.of(configured.strip()).toAbsolutePath().normalize();
        }
        String data = System.getProperty("teshema.data", "");
        Path base = data.isBlank() ? Path.of(System.getProperty("karaf.data", "data"), "teshema") : Path.of(data);
        return base.resolve(name).toAbsolutePath().normalize();
    }
}
