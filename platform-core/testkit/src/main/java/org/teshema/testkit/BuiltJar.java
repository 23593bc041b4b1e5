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
import java.util.stream.Stream;

/** The manifest that the build wrote for a plugin's jar, looked at as the gate will look at it. */
final class BuiltJar {
    private static final String API = "org.teshema.api.";
    // Versions stand in quotes and may hold commas.
    private static final Pattern CLAUSES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
    private static final Pattern VERSION = Pattern.compile("version=\"?([^\";]+)\"?");
    private static final Pattern BOUNDED = Pattern.compile("\\[[0-9.]+,\\s*[0-9.]+[)\\]]");

    private final Attributes headers;

    BuiltJar(Manifest manifest) {
        this.headers = manifest.getMainAttributes();
    }

    /** The manifest beside the compiled class. */
    static Manifest manifest(Class<?> plugin) {
        try {
            URI place =
                    plugin.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path manifest = Path.of(place).resolve("META-INF/MANIFEST.MF");
            assertTrue(
                    Files.exists(manifest),
                    "There is no " + manifest + ": bnd-maven-plugin writes it before the tests run");
            try (InputStream in = Files.newInputStream(manifest)) {
                return new Manifest(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Imports the API in a range with an end, and slf4j, and nothing else; exports nothing; is no special kind of bundle. */
    void assertModest() {
        List<String> imports = clauses("Import-Package");
        assertTrue(
                imports.stream().flatMap(BuiltJar::names).anyMatch((API + "plugin")::equals),
                "The jar does not import " + API + "plugin: the gate would not know it for a plugin");
        imports.forEach(clause -> names(clause).forEach(imported -> assertModest(imported, clause)));
        for (String header : List.of(
                "Export-Package",
                "Require-Bundle",
                "Fragment-Host",
                "DynamicImport-Package",
                "Bundle-NativeCode",
                "Bundle-Activator")) {
            assertEquals(List.of(), clauses(header), "A plugin's manifest has no " + header);
        }
        assertTrue(
                headers.getValue("Service-Component") != null,
                "No component: the plugin's class needs @Component(service = Plugin.class)");
    }

    private static void assertModest(String imported, String clause) {
        assertTrue(
                imported.startsWith("java.") || imported.startsWith(API) || imported.equals("org.slf4j"),
                () -> "The jar imports " + imported + "; a plugin may use java.*, org.teshema.api.* and org.slf4j");
        if (imported.startsWith(API)) {
            var version = VERSION.matcher(clause);
            String range = version.find() ? version.group(1) : "any version";
            assertTrue(
                    BOUNDED.matcher(range).matches(),
                    () -> "The jar imports " + imported + " in " + range
                            + "; a range ends before the next major version, such as [1.0,2), so that a platform"
                            + " with another API refuses the jar instead of failing in it");
        }
    }

    /** The packages a clause is about: those of its parts that say nothing. */
    private static Stream<String> names(String clause) {
        return Stream.of(clause.split(";", -1)).map(String::strip).filter(part -> !part.contains("="));
    }

    private List<String> clauses(String header) {
        String value = headers.getValue(header);
        return value == null || value.isBlank()
                ? List.of()
                : CLAUSES.splitAsStream(value).map(String::strip).toList();
    }
}
