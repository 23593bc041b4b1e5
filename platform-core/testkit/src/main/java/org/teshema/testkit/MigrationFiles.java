package org.teshema.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** The migrations beside a class, in its folder or its jar. */
final class MigrationFiles {
    private static final String FOLDER = "META-INF/teshema/tables";
    private static final String NAME = "V[1-9][0-9]{0,3}__[a-z0-9_]{1,60}\\.sql";

    private MigrationFiles() {}

    /** Their texts, in the order of their numbers. */
    static List<String> beside(Class<?> app) {
        try {
            Path place = Path.of(
                    app.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return read(place.resolve(FOLDER));
            }
            try (var jar = FileSystems.newFileSystem(place)) {
                return read(jar.getPath(FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> read(Path folder) throws IOException {
        var texts = new TreeMap<Integer, String>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (!name.matches(NAME)) {
                        throw new AssertionError("A migration is called like V1__responses.sql, not " + name);
                    }
                    texts.put(Integer.valueOf(name.substring(1, name.indexOf("__"))), Files.readString(file));
                }
            }
        }
        if (!texts.isEmpty() && texts.lastKey() != texts.size()) {
            throw new AssertionError("Migrations are numbered from V1 on without a gap, not " + texts.keySet());
        }
        return List.copyOf(texts.values());
    }
}
