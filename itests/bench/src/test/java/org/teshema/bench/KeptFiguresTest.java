package org.teshema.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The figures kept in {@code docs/benchmarks} are what the benchmarks print as their last line, one object each. */
class KeptFiguresTest {
    private static final Path KEPT = Path.of("../../docs/benchmarks");
    private static final Path SOURCES = Path.of("src/main/java/org/teshema/bench");
    private static final String BENCH = "Bench.java";

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void what_is_kept_is_of_a_benchmark_and_says_whether_its_goal_was_met() throws IOException {
        Set<String> kept = names(KEPT, file -> file.endsWith(".json"));
        Set<String> benchmarks = names(SOURCES, file -> file.endsWith(BENCH) && !file.equals(BENCH));
        assertTrue(benchmarks.containsAll(kept), kept + " are not all of " + benchmarks);
        assertTrue(kept.containsAll(Set.of("issue", "label", "scan", "hot", "start")), kept.toString());
        for (String name : kept) {
            JsonNode figures = json.readTree(Files.readString(KEPT.resolve(name + ".json")));
            assertEquals(name, figures.path("name").asText());
            assertTrue(figures.path("ratio").isNumber(), name + " says no ratio");
            assertTrue(figures.path("goal").isNumber(), name + " says no goal");
            assertTrue(figures.path("met").isBoolean(), name + " does not say whether its goal was met");
            assertTrue(figures.path("measured").asText().length() > 20, name + " does not say what was measured");
            boolean beyond =
                    figures.path("ratio").asDouble() > figures.path("goal").asDouble();
            assertTrue(!beyond || !figures.path("met").asBoolean(), name + " says met beyond its goal");
        }
    }

    /** Names of benchmarks by files below a folder; the class of one is called as it is, with an upper-case letter. */
    private static Set<String> names(Path folder, Predicate<String> wanted) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(wanted)
                    .map(file -> file.replace(BENCH, "").replace(".json", "").toLowerCase(Locale.ROOT))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
