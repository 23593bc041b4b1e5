package org.teshema.engine.codes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Where printed batches lie: one folder each, there as a whole or not at all. */
final class PrintFolder {
    private final Path folder;

    PrintFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of a batch; its parent is made if need be, readable by the platform alone. */
    Path of(long batch) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return folder.resolve(Long.toString(batch));
    }

    /** The files of a batch by name; none when it is not printed. */
    List<PrintFile> files(long batch) {
        try (Stream<Path> all = Files.list(folder.resolve(Long.toString(batch)))) {
            return all.map(path -> new PrintFile(
                            path.getFileName().toString(), path.toFile().length(), path))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what a batch that was never released left behind. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
