package org.teshema.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The outside checkers: zbar, OpenSSL, Poppler, promtool and the stand-alone verifier, as child processes. */
final class Tools {
    private Tools() {}

    /** What a child process printed and how it ended. */
    record Ran(int exit, String out, String err) {
        /** The output, where the process ended well. */
        String ok() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + ": " + err + out);
            }
            return out;
        }
    }

    /** Runs a tool to its end, at most two minutes; a missing tool is a failure. */
    static Ran run(List<String> command) {
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(2, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("Not finished after two minutes: " + command);
                }
                return new Ran(process.exitValue(), read(out), read(err));
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Needed by this test and not to be had: " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** The texts of all symbols in these pictures, as zbar reads them. */
    static List<String> symbolsIn(List<Path> pictures) {
        List<String> command = new ArrayList<>(
                List.of("zbarimg", "--quiet", "--raw", "-S*.disable", "-Sqrcode.enable"));
        pictures.forEach(picture -> command.add(picture.toString()));
        return run(command).ok().lines().toList();
    }

    /** Renders the pages of a PDF with Poppler; the pictures in page order. */
    static List<Path> pages(Path pdf, int dpi, Path folder) throws IOException {
        run(List.of(
                        "pdftoppm",
                        "-r",
                        Integer.toString(dpi),
                        "-gray",
                        pdf.toString(),
                        folder.resolve("page").toString()))
                .ok();
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".pgm")).sorted().toList();
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
