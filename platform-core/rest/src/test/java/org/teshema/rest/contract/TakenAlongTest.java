package org.teshema.rest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No page of the console has a table and no files of it, but for those that stand here with the reason. */
class TakenAlongTest {
    private static final Path TEMPLATES = Path.of("../web/src/main/resources/org/teshema/web/templates");
    private static final Path RESOURCES = Path.of("src/main/java");

    /** Which pages show a table that is not taken along, and why. */
    private static final Map<String, String> NOT_TAKEN = Map.of(
            "plugins.ftlh", "beside buttons; the same versions are the list /running",
            "verify.ftlh", "for everybody; the same keys are the list /keys and an answer of the API",
            "webhook.ftlh", "the last few messages, beside buttons; all are an answer of the API");

    /** What other pages are made of. */
    private static final Set<String> PARTS = Set.of("rows.ftlh", "sections.ftlh", "drawn.ftlh");

    @Test
    void each_template_with_a_table_has_its_files() {
        Set<String> without = files(
                TEMPLATES,
                text -> (text.contains("@table.all") || text.contains("<table")) && !text.contains("@list.along"));
        without.removeAll(PARTS);
        assertEquals(new TreeSet<>(NOT_TAKEN.keySet()), without);
    }

    @Test
    void sections_that_may_hold_a_table_have_its_files_as_well() {
        assertEquals(
                Set.of("release.ftlh", "scan.ftlh"),
                files(TEMPLATES, text -> text.contains("@parts.all") && !text.contains("@list.along")),
                "what a plugin is made of, and what a scan tells: answers of the API");
        assertEquals(
                Set.of("ArchivePages.java", "JobPage.java", "PortraitPages.java"),
                files(RESOURCES, text -> text.contains("new Section.Table(")),
                "of the apps of the city the jobs, which are the list /jobs");
    }

    @Test
    void tables_are_made_where_their_files_are_made_and_to_choose_a_device_from() {
        assertEquals(
                Set.of("ListAnswer.java", "BindResource.java", "WrongFilters.java"),
                files(RESOURCES, text -> text.contains("new TablePage(")),
                "or where there are no rows: a list that cannot be narrowed as it was asked");
    }

    private static Set<String> files(Path folder, Predicate<String> which) {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> which.test(text(file)))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
