package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** The manifest that the build wrote for a plugin's jar, looked at as the gate will look at it. */
final class BuiltJar {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private final Attributes headers;

    private BuiltJar(Attributes headers) {
        this.headers = headers;
    }

    /** The manifest beside the compiled class. */
    static BuiltJar of(Class<?> plugin) {
        try {
            URI place =
                    plugin.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path manifest = Path.of(place).resolve("META-INF/MANIFEST.MF");
            assertTrue(
                    Files.exists(manifest),
                    "There is no " + manifest + ": bnd-maven-plugin writes it before the tests run");
            try (InputStream in = Files.newInputStream(manifest)) {
                return new BuiltJar(new Manifest(in).getMainAttributes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Imports the API and slf4j only, exports nothing, and is no special kind of bundle. */
    void assertModest() {
        for (String imported : names("Import-Package")) {
            assertTrue(
                    imported.startsWith("java.")
                            || imported.startsWith("org.teshema.api.")
                            || imported.equals("org.slf4j"),
                    () -> "The jar imports " + imported + "; a plugin may use java.*, org.teshema.api.* and org.slf4j");
        }
        for (String header : List.of(
                "Export-Package",
                "Require-Bundle",
                "Fragment-Host",
                "DynamicImport-Package",
                "Bundle-NativeCode",
                "Bundle-Activator")) {
            assertEquals(List.of(), names(header), "A plugin's manifest has no " + header);
        }
        assertTrue(
                headers.getValue("Service-Component") != null,
                "No component: the plugin's class needs @Component(service = Plugin.class)");
    }

    private List<String> names(String header) {
        String value = headers.getValue(header);
        if (value == null || value.isBlank()) {
            return List.of();
        }
        // Versions stand in quotes and may hold commas.
        String plain = QUOTED.matcher(value).replaceAll("");
        return List.of(plain.split(",")).stream()
                .map(clause -> clause.split(";", -1)[0].strip())
                .toList();
    }
}
