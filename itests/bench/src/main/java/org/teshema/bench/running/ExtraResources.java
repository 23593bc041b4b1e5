package org.teshema.bench.running;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.teshema.door.ShippedListTool;

/**
 * Resources of a benchmark inside the platform's own server: a copy of the REST bundle with those classes added. What they
 * cost is what any resource of the platform costs.
 */
final class ExtraResources {
    private static final String BUNDLE = "system/org/teshema/teshema-rest";
    private static final Attributes.Name COMPONENTS = new Attributes.Name("Service-Component");
    private static final Attributes.Name IMPORTS = new Attributes.Name("Import-Package");

    private static final String SERVED = "OSGI-INF/org.teshema.rest.ServedResources.xml";
    private static final Pattern AWAITED =
            Pattern.compile("(name=\"resources\\.cardinality\\.minimum\"[^>]*value=\")(\\d+)");

    private ExtraResources() {}

    /** Adds them to the platform unpacked there. */
    static void into(Path home, List<String> resources) {
        try {
            Path jar = only(only(home.resolve(BUNDLE), "*"), "*.jar");
            Path more = jar.resolveSibling("more.jar");
            try (var in = new JarInputStream(Files.newInputStream(jar))) {
                Manifest head = new Manifest(in.getManifest());
                try (var out = new JarOutputStream(Files.newOutputStream(more), announced(head, resources))) {
                    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        if (entry.getName().equals(SERVED)) {
                            out.write(awaiting(new String(in.readAllBytes(), StandardCharsets.UTF_8), resources.size())
                                    .getBytes(StandardCharsets.UTF_8));
                        } else {
                            in.transferTo(out);
                        }
                    }
                    for (String name : resources) {
                        add(out, name);
                    }
                }
            }
            Files.move(more, jar, StandardCopyOption.REPLACE_EXISTING);
            // Whoever owns an installation says what belongs to it.
            ShippedListTool.main(home.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's description, which waits for the added resources as for the others instead of being built twice. */
    private static String awaiting(String served, int more) {
        Matcher found = AWAITED.matcher(served);
        if (!found.find()) {
            throw new IllegalStateException("The server no longer says how many resources it waits for");
        }
        return found.replaceFirst("$1" + (Integer.parseInt(found.group(2)) + more));
    }

    private static Manifest announced(Manifest head, List<String> resources) {
        Attributes main = head.getMainAttributes();
        var components = new StringBuilder(main.getValue(COMPONENTS));
        for (String name : resources) {
            components.append(',').append(description(name));
        }
        main.put(COMPONENTS, components.toString());
        for (String more :
                List.of("org.osgi.framework;version=\"[1.8,2)\"", "org.osgi.framework.wiring;version=\"[1.2,2)\"")) {
            String name = more.substring(0, more.indexOf(';') + 1);
            if (!main.getValue(IMPORTS).contains(name)) {
                main.put(IMPORTS, main.getValue(IMPORTS) + "," + more);
            }
        }
        return head;
    }

    private static void add(JarOutputStream out, String name) throws IOException {
        out.putNextEntry(new ZipEntry(description(name)));
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + name
                + "\"><implementation class=\"" + name
                + "\"/><service><provide interface=\"org.teshema.rest.RestResource\"/></service></scr:component>";
        out.write(xml.getBytes(StandardCharsets.UTF_8));
        String file = name.replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(file));
        try (InputStream code = ExtraResources.class.getClassLoader().getResourceAsStream(file)) {
            code.transferTo(out);
        }
    }

    private static String description(String name) {
        return "OSGI-INF/" + name + ".xml";
    }

    private static Path only(Path folder, String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            return files.iterator().next();
        }
    }
}
