package org.teshema.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Starts processes on the class path of this one, over and over, to be quick about it: one of them left its classes,
 * checked, in an archive that the others map.
 */
public final class ArchivedClasses {
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xlog:cds=error",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    private final Path archive;
    private final String classPath;

    /**
     * Runs the program, which comes to an end, and keeps the classes it used.
     *
     * @param folder where the archive and the jars are kept
     */
    public ArchivedClasses(Path folder, Class<?> program, List<String> arguments) throws IOException {
        archive = folder.resolve("classes.jsa");
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            Path path = Path.of(entry);
            if (entry.isEmpty()) {
                continue;
            }
            if (Files.isDirectory(path)) {
                jars.add(jarOf(path, folder.resolve("folder-" + jars.size() + ".jar")));
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        classPath = String.join(File.pathSeparator, jars);
        Path said = folder.resolve("rehearsal.log");
        Process rehearsal = new ProcessBuilder(command("-XX:ArchiveClassesAtExit=" + archive, program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            boolean ended = rehearsal.waitFor(2, TimeUnit.MINUTES);
            rehearsal.destroyForcibly();
            assertTrue(ended, () -> "it does not end: " + text(said));
            assertEquals(0, rehearsal.exitValue(), () -> text(said));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path said) {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The command that starts the program. */
    public List<String> command(Class<?> program, List<String> arguments) {
        return command("-XX:SharedArchiveFile=" + archive, program, arguments);
    }

    private List<String> command(String archiving, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of(archiving, "-cp", classPath, program.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The JVM archives nothing that it found in a folder. */
    private static String jarOf(Path directory, Path jar) {
        int ended = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "-c", "-f", jar.toString(), "-C", directory.toString(), ".");
        assertEquals(0, ended, jar.toString());
        return jar.toString();
    }
}
