package org.teshema.bench.hot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A version of the forklift plugin whose view shows which one it is.
 *
 * @param words what only its view says
 * @param jar its jar
 */
@SuppressWarnings("ArrayRecordComponent") // read and never compared
record PluginVersion(String words, byte[] jar) {
    private static final String SAYS = "Last daily check";
    private static final String IS = "1.0.0";

    /** The version of that number, 1 to 89. */
    static PluginVersion of(int number) {
        // As long as what it replaces, so that a class file stays one.
        String words = "Daily check v" + (number + 100);
        String version = "1." + (number / 10) + "." + (number % 10);
        var bytes = new ByteArrayOutputStream();
        Path built =
                Path.of(System.getProperty("teshema.root"), "itests/bench/target/peers/teshema-plugin-forklift.jar");
        try (var in = new JarInputStream(Files.newInputStream(built))) {
            Manifest head = new Manifest(in.getManifest());
            head.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version);
            try (var out = new JarOutputStream(bytes, head)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    // ISO-8859-1 keeps every byte as it is.
                    String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    if (entry.getName().endsWith(".class")) {
                        content = content.replace(SAYS, words).replace(IS, version);
                    }
                    out.write(content.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (words.length() != SAYS.length() || version.length() != IS.length()) {
            throw new IllegalStateException("A class file does not bear texts of another length");
        }
        return new PluginVersion(words, bytes.toByteArray());
    }

    /** Lays it into the folder as a careful operator does: under a name nobody reads, then renamed. */
    void drop(Path folder, String name) throws IOException {
        Path draft = Files.write(folder.resolve("." + name), jar);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
