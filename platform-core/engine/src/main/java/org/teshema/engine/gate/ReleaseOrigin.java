package org.teshema.engine.gate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release a bundle was installed from: its location in the framework says so, since only the platform itself installs there.
 *
 * @param district whose release it is
 * @param name the plugin's name
 * @param version its version
 */
public record ReleaseOrigin(String district, String name, String version) {
    private static final Pattern LOCATION = Pattern.compile("teshema:release/([0-9]{6})/([a-z0-9-]+)/([0-9.]+)");

    /** The release of that location; empty where the bundle came another way. */
    public static Optional<ReleaseOrigin> of(String location) {
        Matcher parts = LOCATION.matcher(location);
        return parts.matches()
                ? Optional.of(new ReleaseOrigin(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /** Where its bundle lies. */
    public String location() {
        return "teshema:release/" + district + "/" + name + "/" + version;
    }

    @Override
    public String toString() {
        return name + " " + version + " (" + district + ")";
    }
}
