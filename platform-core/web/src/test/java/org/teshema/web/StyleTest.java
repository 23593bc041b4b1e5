package org.teshema.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.teshema.api.text.Language;

/** The page of style shows all that pages are made of: the templates themselves say what that is. */
class StyleTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/org/teshema/web/templates");
    private static final Pattern MACRO = Pattern.compile("(?s)<#macro ([a-z]+)(.*?)</#macro>");
    private static final Pattern IMPORT = Pattern.compile("<#import \"([a-z]+)\\.ftlh\" as ([a-z]+)>");
    private static final Pattern USE = Pattern.compile("<@(?:([a-z]+)\\.)?([a-z]+)");
    private static final Pattern CASE = Pattern.compile("<#case \"([a-z]+)\">");

    /** Photos are somebody's: they are shown where their entries are. */
    private static final Set<String> NOT_SHOWN = Set.of("pictures");

    @Test
    void every_component_of_the_templates_stands_on_it() throws IOException {
        Map<String, String> templates = templates();
        Map<String, String> components = new TreeMap<>();
        templates.forEach((file, text) -> {
            // What a page keeps for itself is no component.
            if (!text.contains("<@layout.page")) {
                MACRO.matcher(text)
                        .results()
                        .forEach(macro -> components.put(file + "." + macro.group(1), macro.group(2)));
            }
        });
        assertTrue(components.size() > 12, components::toString);
        Set<String> shown = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>();
        for (String page : List.of("style", "form")) {
            next.addAll(used(page, templates.get(page), templates));
        }
        while (!next.isEmpty()) {
            String one = next.pop();
            if (components.containsKey(one) && shown.add(one)) {
                next.addAll(used(one.replaceAll("\\..*", ""), components.get(one), templates));
            }
        }
        assertEquals(components.keySet(), shown, "what is not shown on the page of style");
    }

    @Test
    void so_does_every_section_that_a_plugin_may_show() throws IOException {
        String page = new Pages().style(Samples.frame(Language.ZH));
        Set<String> missing = CASE.matcher(templates().get("sections"))
                .results()
                .map(one -> one.group(1))
                .filter(one -> !page.contains("<section class=\"part " + one))
                .collect(Collectors.toSet());
        assertEquals(NOT_SHOWN, missing);
    }

    /** What that text of a template calls, as file and macro. */
    private static Set<String> used(String file, String text, Map<String, String> templates) {
        Map<String, String> names = new TreeMap<>();
        IMPORT.matcher(templates.get(file)).results().forEach(one -> names.put(one.group(2), one.group(1)));
        return USE.matcher(text)
                .results()
                .map(one -> (one.group(1) == null ? file : names.getOrDefault(one.group(1), "")) + "." + one.group(2))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> templates() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (var files = Files.list(TEMPLATES)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString().replace(".ftlh", ""), Files.readString(file));
            }
        }
        return texts;
    }
}
