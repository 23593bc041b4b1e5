package org.teshema.door;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A bundle's jar, written header by header. */
final class Jar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** A bundle of that name that asks for nothing. */
    static Jar named(String name) {
        return new Jar()
                .with("Bundle-ManifestVersion", "2")
                .with("Bundle-SymbolicName", name)
                .with("Bundle-Version", "1.0.0");
    }

    /** A bundle that runs the intruder when it is started. */
    static Jar intruder(String name) {
        return named(name)
                .with("Import-Package", "org.osgi.framework")
                .with("Bundle-Activator", Intruder.class.getName())
                .holding(Intruder.class);
    }

    Jar with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Jar without(String header) {
        headers.remove(header);
        return this;
    }

    Jar holding(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
            return holding(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Jar holding(String path, String text) {
        return holding(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Jar holding(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    byte[] bytes() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            var head = new ByteArrayOutputStream();
            manifest.write(head);
            add(out, JarFile.MANIFEST_NAME, head.toByteArray());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(out, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream out, String path, byte[] content) throws IOException {
        var entry = new ZipEntry(path);
        // The same jar has the same bytes whenever it is written.
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
