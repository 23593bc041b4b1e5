package org.teshema.engine.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What a person needs after the first start, written once to a file only its owner can read: never to the log. */
final class FirstStartSheet {
    private static final String NAME = "first-start.txt";

    private final List<String> lines = new ArrayList<>();

    void line(String text) {
        lines.add(text);
    }

    /** An account and its password in columns. */
    void account(String role, String login, String password) {
        lines.add(String.format(java.util.Locale.ROOT, "  %-14s %-14s %s", login, password, role));
    }

    /** Writes the sheet into the folder. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(NAME);
        Path draft = folder.resolve("." + NAME);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.deleteIfExists(draft);
        try {
            Files.createFile(draft, ownerOnly);
        } catch (UnsupportedOperationException | FileAlreadyExistsException e) {
            // A file system without such permissions: the folder's own protect it.
            Files.deleteIfExists(draft);
            Files.createFile(draft);
        }
        Files.write(draft, lines);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }
}
