package org.teshema.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The built distribution, unpacked once for all journeys, and the classes of its start in an archive. Every platform is a copy of
 * it that is told to map this archive, and writes none of its own when it stops. Who starts the distribution
 * as a person does, by its front door, has it write and use its own.
 */
final class UnpackedDistribution {
    /** What a started platform's JVM is told besides. */
    static final String JVM = System.getProperty("teshema.jvm", "");

    private static final Path ARCHIVE = Path.of(System.getProperty("teshema.distribution"));
    private static final Path FOLDER = Path.of("target", "distribution").toAbsolutePath();
    private static final Path CLASSES = FOLDER.resolve("classes.jsa");
    /** Class paths are the same to the JVM when their jars are. */
    private static final Path BOOT = Path.of("lib/boot");

    private final String archiving;

    private UnpackedDistribution(String archiving) {
        this.archiving = archiving;
    }

    /** The one of this run, made by the first process that asks; others wait for it. */
    static UnpackedDistribution ofThisRun() {
        return OfThisRun.MADE;
    }

    private static final class OfThisRun {
        private static final UnpackedDistribution MADE = made();
    }

    private static UnpackedDistribution made() {
        try {
            Files.createDirectories(FOLDER.getParent());
            try (var lock = FileChannel.open(
                    FOLDER.resolveSibling("distribution.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Given up when the file is closed.
                lock.lock();
                Path stamp = FOLDER.resolve("stamp");
                String wanted = Files.size(ARCHIVE) + " " + Files.getLastModifiedTime(ARCHIVE) + " " + JVM;
                if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
                    make();
                    Files.writeString(stamp, wanted);
                }
            }
            return new UnpackedDistribution("-XX:SharedArchiveFile=" + CLASSES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make() throws IOException {
        Tools.run(List.of("rm", "-rf", FOLDER.toString())).ok();
        Files.createDirectories(home());
        Tools.run(List.of("tar", "-xzf", ARCHIVE.toString(), "-C", home().toString(), "--strip-components=1"))
                .ok();
        Path written = FOLDER.resolve("classes.part");
        var rehearsal = new UnpackedDistribution("-XX:ArchiveClassesAtExit=" + written + " -Xlog:cds=error");
        try (RunningPlatform platform = RunningPlatform.copyOf(rehearsal).start()) {
            platform.stop();
        }
        Files.move(written, CLASSES, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path home() {
        return FOLDER.resolve("home");
    }

    /** Where it lies as it came out of its archive; nobody starts it there. */
    Path asShipped() {
        return home();
    }

    /** Lays a copy into that empty folder. */
    void copyTo(Path home) throws IOException {
        Tools.run(List.of("cp", "-a", home() + "/.", home.toString())).ok();
        Path boot = home.resolve(BOOT);
        Tools.run(List.of("rm", "-r", boot.toString())).ok();
        Files.createSymbolicLink(boot, home().resolve(BOOT));
    }

    /** The options of the JVM of every copy. */
    String options() {
        return JVM + " " + archiving;
    }
}
