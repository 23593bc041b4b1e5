package org.teshema.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Pictures of pages for people to look at, with a table that shows them: made where the build is told a folder, of a demonstration city
 * and of organisations whose names read well.
 */
final class Screens {
    private static final String FOLDER = System.getProperty("teshema.screens", "");
    private static final String INDEX = "index.md";

    private Screens() {}

    /** Whether this run makes pictures. */
    static boolean wanted() {
        return !FOLDER.isEmpty();
    }

    /** Takes the pictures away that an earlier run made of what that person sees. */
    static void forget(String person) {
        Path folder = Path.of(FOLDER, person);
        if (wanted() && Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes a picture of the page that is open, where this run makes some. */
    static void take(Tab tab, String person, String page, String language, int width) {
        if (wanted()) {
            SmallPicture.write(tab.picture(), Path.of(FOLDER, person, page + "-" + language + "-" + width + ".png"));
        }
    }

    /** Writes the table of all pictures that are there. Each round does at its end; that of the last shows all. */
    static void index(List<Integer> widths) {
        if (!wanted()) {
            return;
        }
        try {
            Path whole = Files.createTempFile(Path.of(FOLDER), "index", ".part");
            Files.writeString(whole, String.join("\n", lines(widths)) + "\n");
            Files.move(whole, Path.of(FOLDER, INDEX), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(List<Integer> widths) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of(
                        "# Pages in pictures",
                        "",
                        "Made by `./teshema screens` with the tests that look at each page: of a demonstration city and of organisations of",
                        "nobody's. Each page in Chinese and English, as a telephone, a tablet and a desk show it; cut where long."));
        pages().forEach((person, pages) -> {
            lines.add("");
            lines.add("## " + person);
            lines.add("");
            lines.add("| page | zh " + joined(widths, " | zh ") + " | en " + joined(widths, " | en ") + " |");
            lines.add("|---" + "|---".repeat(2 * widths.size()) + "|");
            for (String page : pages) {
                var row = new StringBuilder("| " + page + " |");
                for (String language : List.of("zh", "en")) {
                    for (int width : widths) {
                        String file = person + "/" + page + "-" + language + "-" + width + ".png";
                        row.append(" <a href=\"")
                                .append(file)
                                .append("\"><img src=\"")
                                .append(file)
                                .append("\" width=\"")
                                .append(width / 6)
                                .append("\" alt=\"")
                                .append(page + ", " + language + ", " + width + " px")
                                .append("\"></a> |");
                    }
                }
                lines.add(row.toString());
            }
        });
        return lines;
    }

    private static String joined(List<Integer> widths, String between) {
        return String.join(between, widths.stream().map(String::valueOf).toList());
    }

    /** Whose pages there are pictures of. */
    private static Map<String, Set<String>> pages() throws IOException {
        Map<String, Set<String>> pages = new TreeMap<>();
        try (var files = Files.walk(Path.of(FOLDER), 2)) {
            files.filter(file -> file.toString().endsWith(".png"))
                    .forEach(file -> pages.computeIfAbsent(
                                    file.getParent().getFileName().toString(), person -> new TreeSet<>())
                            .add(file.getFileName().toString().replaceFirst("-(zh|en)-[0-9]+\\.png$", "")));
        }
        return pages;
    }
}
