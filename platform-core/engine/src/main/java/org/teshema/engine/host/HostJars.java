package org.teshema.engine.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a host's Java is started with.
 *
 * @param java the Java it runs on: this one's
 * @param classPath the host, the API and the log
 */
public record HostJars(Path java, List<Path> classPath) {
    public HostJars {
        classPath = List.copyOf(classPath);
    }

    /**
     * Those of an unpacked distribution.
     *
     * @throws IllegalStateException when it is not whole
     */
    static HostJars under(Path home) {
        Path ours = home.resolve("system/org/teshema");
        return new HostJars(
                Path.of(System.getProperty("java.home")),
                List.of(only(ours.resolve("teshema-host")), only(ours.resolve("teshema-api"))));
    }

    private static Path only(Path folder) {
        try (var found = Files.find(folder, 2, (path, is) -> path.toString().endsWith(".jar"))) {
            List<Path> jars = found.toList();
            if (jars.size() == 1) {
                return jars.get(0);
            }
            throw new IllegalStateException("There is not one jar in " + folder + " but " + jars.size());
        } catch (IOException e) {
            throw new IllegalStateException("The distribution is not whole: " + folder, e);
        }
    }

    /** Places outside the Java's own folder that its files are links to, such as its settings under {@code /etc}. */
    List<Path> elsewhere() {
        var places = new ArrayList<Path>();
        try (var files = Files.walk(java.resolve("conf"))) {
            Stream.concat(files, Stream.of(java.resolve("lib/jvm.cfg")))
                    .filter(Files::isSymbolicLink)
                    .forEach(link -> place(link, places));
        } catch (IOException e) {
            throw new IllegalStateException("No Java under " + java, e);
        }
        return places;
    }

    private void place(Path link, List<Path> places) {
        try {
            Path file = link.toRealPath();
            if (!file.startsWith(java) && Files.isRegularFile(file) && !places.contains(file)) {
                places.add(file);
            }
        } catch (IOException e) {
            // A link to nothing: Java goes without it here as it does there.
        }
    }
}
