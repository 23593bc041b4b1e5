package org.teshema.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The operations of the contract, such as {@code GET /api/v1/batches/{id}}, and which of them were done in this run. Thread-safe. */
final class Operations {
    private static final Path FILE = Path.of("../../docs/openapi.yaml");
    /** A folder for each run: its processes write each a file, and whoever comes last reads them all. */
    private static final Path DONE = Path.of(System.getProperty("teshema.operations", "target/operations/alone"));

    private static final Pattern LINE = Pattern.compile("^  (/\\S*):$|^    (get|post|put|patch|delete):$");
    private static final List<Operation> ALL = read();
    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private Operations() {}

    private record Operation(String method, String template, Pattern path) {
        String name() {
            return method + " " + template;
        }
    }

    private static List<Operation> read() {
        List<Operation> all = new ArrayList<>();
        String template = "";
        for (String line : lines(FILE)) {
            Matcher told = LINE.matcher(line);
            if (told.matches() && told.group(1) != null) {
                template = told.group(1);
            } else if (told.matches()) {
                Pattern path = Pattern.compile(Pattern.quote(template).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q"));
                all.add(new Operation(told.group(2).toUpperCase(Locale.ROOT), template, path));
            }
        }
        // A path that is written out goes before one with a name in its place.
        all.sort(Comparator.comparingInt(one -> one.template().split("\\{", -1).length));
        return List.copyOf(all);
    }

    /** All of the contract. */
    static Set<String> all() {
        Set<String> names = new TreeSet<>();
        ALL.forEach(one -> names.add(one.name()));
        return names;
    }

    /** Notes that this was done and its answer is as the contract says; what is no operation of it is not noted. */
    static void done(String method, String path) {
        Optional<String> name = ALL.stream()
                .filter(one ->
                        one.method().equals(method) && one.path().matcher(path).matches())
                .map(Operation::name)
                .findFirst();
        if (name.isPresent() && NOTED.add(name.get())) {
            try {
                Files.createDirectories(DONE);
                Files.writeString(
                        DONE.resolve(ProcessHandle.current().pid() + ".txt"),
                        name.get() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What all processes of this run have done so far. */
    static Set<String> doneInThisRun() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(DONE)) {
            files.forEach(file -> names.addAll(lines(file)));
        }
        return names;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
