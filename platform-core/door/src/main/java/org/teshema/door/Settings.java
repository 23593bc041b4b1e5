package org.teshema.door;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the door goes by.
 *
 * @param mode who may bring code in
 * @param kept the folders whose jars nobody but the platform's owner and the framework write to: what was shipped, and the bundle cache
 * @param folder the plugin folder
 * @param also beginnings of further locations that a developer lets in
 */
record Settings(Mode mode, List<Path> kept, Optional<Path> folder, List<String> also) {
    Settings {
        kept = kept.stream().map(Settings::plain).toList();
        folder = folder.map(Settings::plain);
        also = List.copyOf(also);
    }

    /** Whether that file lies where the platform keeps its jars. */
    boolean keeps(Path file) {
        Path plain = plain(file);
        return kept.stream().anyMatch(plain::startsWith);
    }

    /** Whether a bundle of that location was taken from the plugin folder. */
    boolean isInFolder(String location) {
        if (folder.isEmpty() || !location.startsWith("file:")) {
            return false;
        }
        try {
            return plain(Path.of(URI.create(location.replace(" ", "%20")))).startsWith(folder.get());
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return false;
        }
    }

    /** Whether that location begins as one that is let in as well. */
    boolean isAlso(String location) {
        return also.stream().anyMatch(location::startsWith);
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
