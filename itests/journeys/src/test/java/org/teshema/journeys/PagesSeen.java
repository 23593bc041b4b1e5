package org.teshema.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses that answer with a page, such as {@code /devices/{id}}, the pages and forms that people were offered, and which of all
 * these were looked at in this run. Thread-safe.
 */
final class PagesSeen {
    private static final Path FILE = Path.of("../../docs/pages.txt");

    /** A folder for each run: its processes write each a file, and whoever comes last reads them all. */
    private static final Path SEEN =
            Path.of(System.getProperty("teshema.operations", "target/operations/alone") + "-pages");

    private static final String LOOKED_AT = "+ ";
    private static final String OFFERED = "- ";
    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private PagesSeen() {}

    /** All addresses there are. */
    static Set<String> all() {
        return new TreeSet<>(
                lines(FILE).stream().filter(line -> line.startsWith("/")).toList());
    }

    /** Notes that the page there was looked at. */
    static void lookedAt(String path) {
        note(LOOKED_AT + plain(path));
        all().stream()
                .filter(address -> pattern(address).matcher(plain(path)).matches())
                .min(Comparator.comparingInt(address -> address.split("\\{", -1).length))
                .ifPresent(address -> note(LOOKED_AT + address));
    }

    /** Notes that somebody is led there, so that it must be looked at by somebody: what plugins have is in no list of ours. */
    static void offered(String path) {
        note(OFFERED + plain(path));
    }

    /** What there is, ours and that of plugins, and nobody looked at in this run. */
    static Set<String> left() {
        Set<String> left = all();
        Set<String> seen = new TreeSet<>();
        try (Stream<Path> files = Files.list(SEEN)) {
            files.flatMap(file -> lines(file).stream()).forEach(line -> {
                (line.startsWith(LOOKED_AT) ? seen : left).add(line.substring(LOOKED_AT.length()));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        left.removeAll(seen);
        return left;
    }

    /** Of whatever code, and without what was asked for. */
    static String plain(String path) {
        return path.replaceFirst("[?].*", "").replaceFirst("^/s/[^/]+/actions/", "/s/CODE/actions/");
    }

    private static Pattern pattern(String address) {
        return Pattern.compile(Pattern.quote(address).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q"));
    }

    private static void note(String line) {
        if (NOTED.add(line)) {
            try {
                Files.createDirectories(SEEN);
                Files.writeString(
                        SEEN.resolve(ProcessHandle.current().pid() + ".txt"),
                        line + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
