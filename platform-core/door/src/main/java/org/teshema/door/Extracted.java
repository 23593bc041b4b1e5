package org.teshema.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the framework took out of bundles in an earlier run: jars inside jars, and native libraries. It loads them again without
 * looking, so they are thrown away at a start and taken out anew, from jars that were looked at.
 */
final class Extracted {
    private static final List<String> ENDINGS = List.of(".jar-embedded", ".jar-lib");
    // cache/bundle12/version0.0/bundle.jar-embedded
    private static final int DEPTH = 3;

    private Extracted() {}

    /** Throws away what lies in that bundle cache. */
    static void discard(Path cache) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.find(
                cache,
                DEPTH,
                (path, attributes) ->
                        attributes.isDirectory() && ENDINGS.stream().anyMatch(path.toString()::endsWith))) {
            folders = all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path folder : folders) {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
