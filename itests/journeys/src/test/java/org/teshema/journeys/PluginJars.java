package org.teshema.journeys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Jars of the forklift plugin: as it was built, as a next version of it, and for another platform. */
final class PluginJars {
    private PluginJars() {}

    /** The forklift plugin as it was built. */
    static byte[] built() throws IOException {
        return Files.readAllBytes(Path.of(System.getProperty("teshema.plugin.forklift")));
    }

    /** A next version of it, whose view says one thing in other words. */
    static byte[] next() throws IOException {
        return rewritten(
                manifest -> manifest.put(new Attributes.Name("Bundle-Version"), "0.2.0"),
                // Of the same length, so that a class file stays one.
                text -> text.replace("1.0.0", "1.1.0").replace("Last daily check", "Newest day check"));
    }

    /** It under another version of three digits, as its own info says. */
    static byte[] version(String version) throws IOException {
        return rewritten(manifest -> {}, text -> text.replace("1.0.0", version));
    }

    /** It under another version, asking for a Java that there is not: nothing is wrong with it before it is to run. */
    static byte[] unstartable(String version) throws IOException {
        return rewritten(
                manifest -> {
                    manifest.put(
                            new Attributes.Name("Require-Capability"),
                            "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"");
                    // In a folder one bundle would take the place of another of the same name and version.
                    manifest.putValue("Bundle-Version", version);
                },
                text -> text.replace("1.0.0", version));
    }

    /** The same plugin for a platform whose interfaces are of a later generation. */
    static byte[] forAnotherPlatform() throws IOException {
        return rewritten(
                manifest -> manifest.put(
                        new Attributes.Name("Import-Package"),
                        manifest.getValue("Import-Package").replace("[1.0,2)", "[7.0,8)")),
                text -> text);
    }

    /** Lays a jar into the folder as a careful operator does: written beside under a name nobody reads, then renamed. */
    static void drop(byte[] jar, Path folder, String name) throws IOException {
        Path draft = Files.write(folder.resolve("." + name), jar);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] rewritten(java.util.function.Consumer<Attributes> manifest, UnaryOperator<String> text)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var in = new JarInputStream(new ByteArrayInputStream(built()))) {
            Manifest head = new Manifest(in.getManifest());
            manifest.accept(head.getMainAttributes());
            try (var out = new JarOutputStream(bytes, head)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    // ISO-8859-1 keeps every byte as it is.
                    String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    boolean code = entry.getName().endsWith(".class");
                    out.write((code ? text.apply(content) : content).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
        return bytes.toByteArray();
    }
}
