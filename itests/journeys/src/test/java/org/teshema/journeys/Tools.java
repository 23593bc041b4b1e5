package org.teshema.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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

    /** The texts of all symbols in the pictures of a folder by page, as zbar reads them; two readers at a time. */
    static Map<Integer, List<String>> symbolsIn(Path folder) throws IOException {
        run(List.of(
                        "bash",
                        "-c",
                        "find \"$1\" -name '*.pgm' -print0 | xargs -0 -r -P 2 -n 1 sh -c"
                                + " 'zbarimg --quiet --raw -S*.disable -Sqrcode.enable \"$1\" >\"$1.symbols\" || test $? = 4' read",
                        "symbols",
                        folder.toString()))
                .ok();
        Map<Integer, List<String>> texts = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path symbols :
                    files.filter(f -> f.toString().endsWith(".symbols")).toList()) {
                texts.put(page(symbols), Files.readAllLines(symbols));
            }
        }
        return texts;
    }

    private static int page(Path picture) {
        return Integer.parseInt(picture.getFileName().toString().replaceAll("\\D", ""));
    }

    /**
     * Renders pages of a PDF into a folder with Poppler, two at a time.
     *
     * @param pages which; none for all
     */
    static void render(Path pdf, int dpi, List<Integer> pages, Path folder) {
        String which = pages.isEmpty()
                ? "printf '%s\\n' -o -e"
                : "printf '%s\\n' "
                        + pages.stream()
                                .map(page -> "'-f " + page + " -l " + page + "'")
                                .collect(Collectors.joining(" "));
        run(List.of(
                        "bash",
                        "-c",
                        which
                                + " | xargs -P 2 -I{} sh -c 'pdftoppm {} -r \"$1\" -gray \"$2\" \"$3/page\"' render \"$1\" \"$2\" \"$3\"",
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
