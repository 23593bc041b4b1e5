package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.engine.gate.Categories.Category;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.time.CityClock;

/** The description of the kinds of equipment, and the pages drawn up from it. */
class CategoriesTest {
    private static final Path PAGES = Path.of("../../docs/categories");
    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(1), Duration.ofSeconds(2), 2, 5, 10, Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final CityClock CLOCK = new CityClock(InstantSource.fixed(Instant.parse("2026-03-02T01:00:00Z")));

    private final ReferenceFiles files = ReferenceFiles.shipped(CLOCK);
    private final Guard guard = Guard.of(LIMITS);
    private final SwappedPluginTable table = new SwappedPluginTable(guard, new PostingPositions(files), CLOCK);
    private final Categories categories = new Categories(table, new Catalogue(files));

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void every_variety_of_the_plan_has_a_plugin_of_its_own_kind() {
        Served.by(table, LIMITS, EveryCategory.categories());
        List<Category> all = categories.all("310101");
        assertEquals(8, all.size());
        for (Category one : all) {
            assertEquals(1, one.plugins().size(), one.kind().code().value());
            one.varieties()
                    .forEach(variety -> assertEquals(
                            Optional.of(one.plugins().get(0).name()),
                            variety.plugin(),
                            variety.node().code().value()));
            assertTrue(
                    one.rules().stream().anyMatch(rule -> rule.topic().equals("inspection")),
                    one.kind().code().value());
        }
    }

    @Test
    void without_plugins_the_citys_own_table_says_where_labels_hang() {
        List<Category> all = categories.all("310101");
        assertEquals(8, all.size());
        all.forEach(one -> assertTrue(one.plugins().isEmpty()));
        assertFalse(all.get(0).varieties().get(0).posting().positions().isEmpty());
    }

    /** With {@code -Dcategories.accept} the pages are written; without, they are what the plugins say. */
    @Test
    void the_pages_of_the_documentation_are_what_the_plugins_say() throws IOException {
        Served.by(table, LIMITS, EveryCategory.categories());
        var index =
                new StringBuilder("# Kinds of equipment\n\nDrawn up from the plugins: one strategy for each kind.\n\n");
        for (Category one : categories.all("310101")) {
            String name = one.plugins().get(0).name() + ".md";
            index.append("- [")
                    .append(one.kind().name().zh())
                    .append(' ')
                    .append(one.kind().name().en())
                    .append("](")
                    .append(name)
                    .append(")\n");
            agreed(name, CategoryPage.of(one));
        }
        agreed("README.md", index.toString());
    }

    private static void agreed(String name, String page) throws IOException {
        Path file = PAGES.resolve(name);
        if (System.getProperty("categories.accept") != null) {
            Files.createDirectories(PAGES);
            Files.writeString(file, page);
        }
        assertEquals(
                Files.readString(file),
                page,
                () -> name + " is not what its plugin says; draw it up again with -Dcategories.accept");
    }
}
