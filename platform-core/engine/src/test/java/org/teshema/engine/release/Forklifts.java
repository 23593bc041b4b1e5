package org.teshema.engine.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.teshema.plugin.forklift.ForkliftPlugin;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.release.ReleaseRefused;
import org.teshema.trust.sm.Signer;

/** Jars of the forklift plugin, the city's own, in any version. */
final class Forklifts {
    static final String API = "org.teshema.api.app;version=\"1.0.0\",org.teshema.api.archive;version=\"1.0.0\","
            + "org.teshema.api.code;version=\"1.0.0\",org.teshema.api.device;version=\"1.0.0\",org.teshema.api.plugin;version=\"1.0.0\","
            + "org.teshema.api.rule;version=\"1.0.0\",org.teshema.api.scan;version=\"1.0.0\","
            + "org.teshema.api.text;version=\"1.0.0\"";
    private static final String TYPE = ForkliftPlugin.class.getName();

    private Forklifts() {}

    /** Its files, when it says that it is of this version. */
    static Map<String, byte[]> files(String version) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(
                "META-INF/MANIFEST.MF",
                text(String.join(
                        "\r\n",
                        "Manifest-Version: 1.0",
                        "Bundle-SymbolicName: org.example.forklift",
                        "Import-Package: java.util,org.tes",
                        " hema.api.plugin;version=\"[1.0,2)\"",
                        "Service-Component: OSGI-INF/forklift.xml",
                        "",
                        "")));
        files.put(
                "OSGI-INF/forklift.xml",
                text("<x><service><provide interface=\"org.teshema.api.plugin.Plugin\"/></service><implementation"
                        + " class=\""
                        + TYPE + "\"/></x>"));
        code().forEach((path, content) -> files.put(path, path.endsWith(".class") ? spelt(content, version) : content));
        return files;
    }

    /** The same with one more line in its manifest. */
    static Map<String, byte[]> files(String version, String header) {
        Map<String, byte[]> files = files(version);
        files.computeIfPresent(
                "META-INF/MANIFEST.MF",
                (path, manifest) -> text(new String(manifest, StandardCharsets.UTF_8)
                        .replace("Service-Component:", header + "\r\nService-Component:")));
        return files;
    }

    private static Map<String, byte[]> code() {
        var files = new LinkedHashMap<String, byte[]>();
        try {
            Path place = Path.of(ForkliftPlugin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(place)) {
                read(place, files);
            } else {
                try (var jar = FileSystems.newFileSystem(place)) {
                    read(jar.getPath("/"), files);
                }
            }
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }

    private static void read(Path root, Map<String, byte[]> files) throws IOException {
        try (var walk = Files.walk(root.resolve("org/teshema/plugin/forklift"))) {
            for (Path one : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(one).toString(), Files.readAllBytes(one));
            }
        }
    }

    /** Of the same length, so that a class file stays one; ISO 8859-1 keeps every byte as it is. */
    private static byte[] spelt(byte[] code, String version) {
        return new String(code, StandardCharsets.ISO_8859_1)
                .replace("1.0.0", version)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] zip(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A signed release that is what it says. */
    static byte[] signed(String version, Signer signer) {
        return signed(files(version), order(version), signer);
    }

    static byte[] signed(Map<String, byte[]> files, ReleaseJar.Order order, Signer signer) {
        try {
            return ReleaseJar.sign(zip(files), order, signer);
        } catch (ReleaseRefused e) {
            throw new IllegalArgumentException(e.reason().en(), e);
        }
    }

    static ReleaseJar.Order order(String version) {
        return new ReleaseJar.Order(
                "forklift", version, "310000", new TreeSet<>(), LocalDate.of(2026, 11, 20), LocalDate.of(2027, 11, 20));
    }
}
