package org.teshema.plugin.forklift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The plugin guide shows this plugin's source and nothing made up: every block after {@code <!-- snippet: name -->} is the
 * text between {@code // @guide name} and {@code // @end name}, or a whole file. {@code -Dguide.write=true} writes them anew.
 */
class GuideTest {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path GUIDE = HERE.resolve("../../docs/plugin-guide.md").normalize();
    private static final List<String> SOURCES = List.of(
            "src/main/java/org/teshema/plugin/forklift/ForkliftPlugin.java",
            "src/test/java/org/teshema/plugin/forklift/ForkliftPluginTest.java");
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- snippet: ([a-z-]+) -->\n```[a-z]+\n)(|.*?\n)(```)", Pattern.DOTALL);

    @Test
    void the_guide_shows_the_source_as_it_is() throws IOException {
        Map<String, String> snippets = snippets();
        String guide = Files.readString(GUIDE);
        Matcher blocks = BLOCK.matcher(guide);
        var written = new StringBuilder();
        int shown = 0;
        while (blocks.find()) {
            String name = blocks.group(2);
            assertTrue(snippets.containsKey(name), () -> "The guide asks for a snippet that is not there: " + name);
            blocks.appendReplacement(
                    written, Matcher.quoteReplacement(blocks.group(1) + snippets.get(name) + "\n" + blocks.group(4)));
            shown++;
        }
        blocks.appendTail(written);
        assertEquals(snippets.size(), shown, "The guide shows every snippet once");
        if (Boolean.getBoolean("guide.write")) {
            Files.writeString(GUIDE, written);
        } else {
            assertEquals(
                    written.toString(),
                    guide,
                    "docs/plugin-guide.md is behind the source; write it anew with -Dguide.write=true");
        }
    }

    private static Map<String, String> snippets() throws IOException {
        var snippets = new LinkedHashMap<String, String>();
        for (String source : SOURCES) {
            cut(Files.readString(HERE.resolve(source)), snippets);
        }
        return snippets;
    }

    private static void cut(String source, Map<String, String> snippets) {
        Matcher parts = Pattern.compile("// @guide ([a-z-]+)\n(.*?)\n *// @end \\1", Pattern.DOTALL)
                .matcher(source);
        while (parts.find()) {
            snippets.put(parts.group(1), unindented(parts.group(2)));
        }
    }

    private static String unindented(String text) {
        int indent = text.lines()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return text.lines()
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .collect(Collectors.joining("\n"));
    }
}
