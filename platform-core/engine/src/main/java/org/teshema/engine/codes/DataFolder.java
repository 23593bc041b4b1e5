package org.teshema.engine.codes;

import java.nio.file.Path;

/** Where the platform keeps what is not in the database. */
final class DataFolder {
    private DataFolder() {}

    /**
     * A folder as configured.
     *
     * @param configured an absolute path, or empty for a folder of that name in the platform's data directory: the system
     *     property {@code teshema.data}, else {@code teshema} under {@code karaf.data}, else under the working directory
     */
    static Path of(String configured, String name) {
        if (!configured.isBlank()) {
            return Path.of(configured.strip()).toAbsolutePath().normalize();
        }
        String data = System.getProperty("teshema.data");
        Path base = data != null && !data.isBlank()
                ? Path.of(data)
                : Path.of(System.getProperty("karaf.data", "data"), "teshema");
        return base.resolve(name).toAbsolutePath().normalize();
    }
}
