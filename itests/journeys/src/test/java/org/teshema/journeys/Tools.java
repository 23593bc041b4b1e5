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

    /** The texts of all symbols in the pictures of a folder, as zbar reads them; two readers at a time. */
    static List<String> symbolsIn(Path folder) throws IOException {
        run(List.of(
                        "bash",
                        "-c",
                        "find \"$1\" -name '*.pgm' -print0 | xargs -0 -r -P 2 -n 12 sh -c"
                                + " 'zbarimg --quiet --raw -S*.disable -Sqrcode.enable \"$@\" >\"$1.symbols\" || test $? = 4' read",
                        "symbols",
                        folder.toString()))
                .ok();
        List<String> texts = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path symbols :
                    files.filter(f -> f.toString().endsWith(".symbols")).toList()) {
                texts.addAll(Files.readAllLines(symbols));
            }
        }
        return texts;
    }

    /** Renders the pages of a PDF into a folder with Poppler, odd and even ones side by side. */
    static void render(Path pdf, int dpi, Path folder) {
        run(List.of(
                        "bash",
                        "-c",
                        "pdftoppm -o -r \"$1\" -gray \"$2\" \"$3/page\" & odd=$!;"
                                + " pdftoppm -e -r \"$1\" -gray \"$2\" \"$3/page\" && wait \"$odd\"",
                        "render",
                        Integer.toString(dpi),
                        pdf.toString(),
                        folder.toString()))
                .ok();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
