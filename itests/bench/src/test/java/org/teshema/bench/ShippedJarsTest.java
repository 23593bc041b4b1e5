package org.teshema.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.StaticGate;

/** What ships is let in without being asked; here it is asked what is asked of a district's release, every plugin of it. */
class ShippedJarsTest {
    private static final Path DEPLOY = Path.of("../../distribution/target/assembly/deploy");

    @Test
    void every_plugin_that_ships_would_pass_the_static_gate() throws Exception {
        var gate = new StaticGate(exportedByTheApi());
        Map<String, Text> refused = new TreeMap<>();
        List<String> names;
        try (Stream<Path> jars = Files.list(DEPLOY)) {
            List<Path> plugins =
                    jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
            names = plugins.stream()
                    .map(jar -> jar.getFileName().toString().replaceAll("^teshema-plugin-|\\.jar$", ""))
                    .toList();
            for (Path jar : plugins) {
                refusal(gate, jar)
                        .ifPresent(why -> refused.put(jar.getFileName().toString(), why));
            }
        }
        assertEquals(Map.of(), refused);
        assertTrue(names.size() >= 15, () -> "not all are there: " + names);
        assertTrue(
                names.containsAll(List.of(
                        "chongming-holidays",
                        "elevator",
                        "explosion-proof",
                        "major-events",
                        "public-desk",
                        "pudong-chemical-park",
                        "putuo-rescue",
                        "xuhui-old-lifts")),
                names::toString);
    }

    private static Optional<Text> refusal(StaticGate gate, Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            Map<String, byte[]> files = new HashMap<>();
            for (var entry : jar.stream().filter(one -> !one.isDirectory()).toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
            return gate.refusal(headers(jar.getManifest()), files);
        }
    }

    private static Map<String, String> headers(Manifest manifest) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<Object, Object> header : manifest.getMainAttributes().entrySet()) {
            headers.put(((Attributes.Name) header.getKey()).toString(), (String) header.getValue());
        }
        return headers;
    }

    private static String exportedByTheApi() throws Exception {
        Path api = Path.of(
                Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(api)) {
            try (InputStream in = Files.newInputStream(api.resolve("META-INF/MANIFEST.MF"))) {
                return headers(new Manifest(in)).get("Export-Package");
            }
        }
        try (var jar = new JarFile(api.toFile())) {
            return headers(jar.getManifest()).get("Export-Package");
        }
    }
}
