package org.teshema.engine.host;

import java.util.Objects;

/**
 * Who lives in a host.
 *
 * @param name the plugin's name, for the log
 * @param jar the jar as it was verified
 * @param type the class in it that is the plugin
 */
@SuppressWarnings("ArrayRecordComponent") // a jar that is only passed on
public record Guest(String name, byte[] jar, String type) {
    public Guest {
        Objects.requireNonNull(name, "name");
        jar = jar.clone();
        if (!type.matches("[\\w.$]{1,400}")) {
            throw new IllegalArgumentException("This is no class: " + type);
        }
    }
}
