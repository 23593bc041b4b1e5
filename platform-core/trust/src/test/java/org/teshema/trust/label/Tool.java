package org.teshema.trust.label;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the independent readers that judge our files: Poppler, qpdf and zbar. A missing one fails the test. */
final class Tool {

    private Tool() {}

    /** Runs a command and gives its standard output; it must end with exit code 0. */
    static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "tool", ".out");
        Path errors = Files.createTempFile(folder, "tool", ".err");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    command[0] + " is needed: apt-get install poppler-utils qpdf zbar-tools librsvg2-bin", e);
        }
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " did not end");
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed with " + process.exitValue() + ": " + text
                    + Files.readString(errors, StandardCharsets.UTF_8));
        }
        return text;
    }

    /** All symbols that zbar finds in a picture; none at all is no error (its exit code 4). */
    static List<String> zbar(Path folder, Path picture) throws IOException, InterruptedException {
        String look = "zbarimg --quiet --raw -Sdisable -Sqrcode.enable \"$1\" || test $? = 4";
        return run(folder, "sh", "-c", look, "zbar", picture.toString()).lines().toList();
    }
}
