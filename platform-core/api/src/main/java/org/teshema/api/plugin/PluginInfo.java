package org.teshema.api.plugin;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * Who a plugin is.
 *
 * @param name unique among plugins, lower-case words with hyphens, stable from version to version
 * @param version three numbers with dots, such as 1.2.0; the higher one serves when two are present
 * @param title shown to people
 * @param district six-character id of the district it belongs to; empty for the city's own
 */
public record PluginInfo(String name, String version, Text title, Optional<String> district) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}");

    public PluginInfo {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A plugin name is lower-case words with hyphens, not \"" + name + "\"");
        }
        if (version == null || !VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "A plugin version is three numbers such as 1.2.0, not \"" + version + "\"");
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(district, "district");
    }
}
