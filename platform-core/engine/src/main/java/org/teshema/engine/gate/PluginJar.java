package org.teshema.engine.gate;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the gate knows of a jar before it looks at the plugin inside.
 *
 * @param bundle number of the bundle in the running system
 * @param name its symbolic name
 * @param version its bundle version
 * @param headers its manifest, as written
 * @param digest SM3 over the jar's contents, 64 hexadecimal digits, where they could be read
 * @param origin the release it was installed from, where it was
 * @param permissions what its release may do beyond answering; empty for a jar that came another way, which may do all an app may
 * @param tables the texts of its migrations, by file name
 */
public record PluginJar(
        long bundle,
        String name,
        String version,
        Map<String, String> headers,
        Optional<String> digest,
        Optional<ReleaseOrigin> origin,
        Optional<Permissions> permissions,
        Map<String, String> tables) {
    public PluginJar {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(permissions, "permissions");
        tables = Map.copyOf(tables);
    }

    /** A jar that came another way than as a release. */
    public PluginJar(long bundle, String name, String version, Map<String, String> headers, Optional<String> digest) {
        this(bundle, name, version, headers, digest, Optional.empty(), Optional.empty(), Map.of());
    }
}
