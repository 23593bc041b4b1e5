package org.teshema.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.teshema.api.plugin.SceneApp;

/**
 * A plugin of the gallery as a jar of its own, unsigned, as a district's build would make it.
 *
 * @param name the plugin's
 * @param version three numbers, what its view says to those who read Chinese
 * @param permissions what its release asks for
 * @param bytes the jar
 */
@SuppressWarnings("ArrayRecordComponent") // read and never compared
public record FaultJar(String name, String version, Set<String> permissions, byte[] bytes) {
    /** The district that all of the gallery belong to, 普陀区. */
    public static final String DISTRICT = "310107";

    private static final String MIGRATION = "V1__gallery.sql";
    private static final String WRITTEN = "1.10.10";
    private static final int PLACES = 90;

    public FaultJar {
        permissions = Set.copyOf(permissions);
    }

    /** The same jar, as it was signed. */
    public FaultJar signed(byte[] jar) {
        return new FaultJar(name, version, permissions, jar);
    }

    /** The migrations that the plugin brings, by file name: what lies beside its class under its name. */
    public static Map<String, String> tables(SceneApp plugin) {
        Class<?> type = plugin.getClass();
        try (InputStream in = type.getResourceAsStream(plugin.info().name() + ".sql")) {
            return in == null ? Map.of() : Map.of(MIGRATION, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The jar of that plugin.
     *
     * @param number which version, from 0; a higher number is a higher version
     */
    public static FaultJar of(SceneApp plugin, int number) {
        return of(plugin, number, "[1.0,2)");
    }

    /** The same, asking for an API of that range. */
    public static FaultJar of(SceneApp plugin, int number, String range) {
        // Of one length, so that a class file stays one.
        String version = "1." + (10 + number / PLACES) + "." + (10 + number % PLACES);
        if (number < 0 || version.length() != WRITTEN.length()) {
            throw new IllegalArgumentException("There are versions 0 to " + (PLACES * PLACES - 1) + ", not " + number);
        }
        Class<?> type = plugin.getClass();
        Map<String, String> tables = tables(plugin);
        var bytes = new ByteArrayOutputStream();
        try (var out = new JarOutputStream(bytes, manifest(plugin.info().name(), version, type.getName(), range))) {
            put(out, component(type.getName()), description(type.getName()));
            put(out, file(type), code(type, version));
            put(out, file(type.getSuperclass()), code(type.getSuperclass(), version));
            for (Map.Entry<String, String> table : tables.entrySet()) {
                put(
                        out,
                        "META-INF/teshema/tables/" + table.getKey(),
                        table.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FaultJar(
                plugin.info().name(), version, tables.isEmpty() ? Set.of() : Set.of("tables"), bytes.toByteArray());
    }

    private static Manifest manifest(String name, String version, String type, String range) {
        var manifest = new Manifest();
        Attributes head = manifest.getMainAttributes();
        head.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        head.putValue("Bundle-ManifestVersion", "2");
        head.putValue("Bundle-SymbolicName", "org.teshema.faults." + name);
        head.putValue("Bundle-Version", version);
        var imports = new StringBuilder();
        for (String part : new String[] {"app", "archive", "code", "device", "plugin", "rule", "scan", "text"}) {
            imports.append("org.teshema.api.")
                    .append(part)
                    .append(";version=\"")
                    .append(range)
                    .append("\",");
        }
        head.putValue("Import-Package", imports + "org.slf4j;version=\"[1.7,2)\"");
        head.putValue("Service-Component", component(type));
        head.putValue(
                "Provide-Capability",
                "osgi.service;objectClass:List<String>=\"org.teshema.api.plugin.Plugin\";uses:=\"org.teshema.api.plugin\"");
        head.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.3.0)(!(version>=2.0.0)))\"");
        return manifest;
    }

    private static byte[] description(String type) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + type
                        + "\"><service><provide interface=\"org.teshema.api.plugin.Plugin\"/></service>"
                        + "<implementation class=\"" + type + "\"/></scr:component>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] code(Class<?> type, String version) throws IOException {
        try (InputStream in = type.getClassLoader().getResourceAsStream(file(type))) {
            // ISO-8859-1 keeps every byte as it is.
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace(WRITTEN, version)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static String component(String type) {
        return "OSGI-INF/" + type + ".xml";
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }
}
