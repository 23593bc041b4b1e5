package org.teshema.engine.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plugin guide says of the apps that ship how large each is, and they stay so: every line counts, also an empty one. */
class SmallAppsTest {
    private static final Path PLUGINS = Path.of("../../plugins");
    private static final int MOST = 600;

    @Test
    void each_app_is_at_most_as_long_as_the_guide_says() throws IOException {
        Map<String, Long> lines = new TreeMap<>();
        for (Path app : apps()) {
            lines.put(app.getFileName().toString(), lines(app.resolve("src/main/java")));
        }
        assertEquals(
                List.of(
                        "chongming-holidays",
                        "major-events",
                        "pudong-chemical-park",
                        "putuo-rescue",
                        "xuhui-old-lifts"),
                List.copyOf(lines.keySet()));
        String tooLong = lines.entrySet().stream()
                .filter(one -> one.getValue() > MOST)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        assertEquals("", tooLong, "apps of more than " + MOST + " lines");
        assertTrue(lines.values().stream().allMatch(count -> count > 100), () -> "nothing was counted: " + lines);
        String guide = Files.readString(PLUGINS.resolve("../docs/plugin-guide.md"));
        assertTrue(guide.contains("at most " + MOST + " lines each"), "the guide says another number");
    }

    private static List<Path> apps() throws IOException {
        try (Stream<Path> districts = Files.list(PLUGINS.resolve("districts"))) {
            return Stream.concat(
                            districts.filter(folder -> Files.exists(folder.resolve("pom.xml"))),
                            Stream.of(PLUGINS.resolve("major-events")))
                    .toList();
        }
    }

    private static long lines(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .mapToLong(SmallAppsTest::count)
                    .sum();
        }
    }

    private static long count(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
