package org.teshema.journeys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Jars that must not come in: bundles that run the intruder, and sound jars that were changed. */
final class IntruderJars {
    private IntruderJars() {}

    /** A bundle that runs the intruder, with these headers more, {@code Name: value}; one without a value is left out. */
    static byte[] named(String name, String... headers) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "99.0.0");
        main.putValue("Import-Package", "org.osgi.framework");
        main.putValue("Bundle-Activator", Intruder.class.getName());
        for (String header : headers) {
            String[] parts = header.split(": ?", 2);
            if (parts[1].isEmpty()) {
                main.remove(new Attributes.Name(parts[0]));
            } else {
                main.putValue(parts[0], parts[1]);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new JarOutputStream(bytes, manifest)) {
            String code = Intruder.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new ZipEntry(code));
            try (InputStream in = Intruder.class.getClassLoader().getResourceAsStream(code)) {
                in.transferTo(out);
            }
        }
        return bytes.toByteArray();
    }

    /** A Karaf archive that brings a feature with an intruder of that name, as the tools pack it. */
    static byte[] kar(String name) throws IOException {
        String place = "in/" + name + "/99.0.0/" + name + "-99.0.0";
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            put(out, "META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\nKaraf-Feature-Start: true\n"));
            put(out, "repository/" + place + "-features.xml", features(name, "mvn:in/" + name + "/99.0.0"));
            put(out, "repository/" + place + ".jar", named(name));
        }
        return bytes.toByteArray();
    }

    /** A repository of features with one feature, both of that name, and the bundle from there. */
    static byte[] features(String name, String bundle) {
        return text("<features name=\"" + name + "\" xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\">"
                + "<feature name=\"" + name + "\" version=\"1.0.0\" install=\"auto\"><bundle>" + bundle
                + "</bundle></feature></features>");
    }

    private static void put(ZipOutputStream out, String path, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(path));
        out.write(content);
    }

    /** The same jar without some of its files. */
    static byte[] without(byte[] jar, Predicate<String> paths) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(jar));
                var out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!paths.test(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** The same jar with a file more. */
    static byte[] with(byte[] jar, String path, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(jar));
                var out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(out);
            }
            out.putNextEntry(new ZipEntry(path));
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** The same jar with a byte more in one of its classes, packed as well as before. */
    static byte[] tampered(byte[] jar) throws IOException {
        var bytes = new ByteArrayOutputStream();
        boolean done = false;
        try (var in = new ZipInputStream(new ByteArrayInputStream(jar));
                var out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(out);
                if (!done && entry.getName().endsWith(".class")) {
                    out.write(0);
                    done = true;
                }
            }
        }
        if (!done) {
            throw new AssertionError("There is no class in it");
        }
        return bytes.toByteArray();
    }

    /** The same jar with one name in it twice, so that it can be read in two ways. */
    static byte[] twice(byte[] jar) throws IOException {
        byte[] two = with(with(jar, "twice.A", text("first")), "twice.B", text("second"));
        String bytes = new String(two, StandardCharsets.ISO_8859_1);
        return bytes.replace("twice.B", "twice.A").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same jar with a byte of its middle changed. */
    static byte[] flipped(byte[] jar) {
        byte[] changed = jar.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }

    /** One after the other. */
    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
