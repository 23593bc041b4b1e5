package org.teshema.api.archive;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * The official paper 文书 that each entry of a kind is, told line by line. The core prints it as a PDF with the device's code, for whoever
 * may see every field that it names as required.
 *
 * @param lines in the order they are printed, 1 to 60
 */
public record Paper(List<Line> lines) {
    /** In place of which the name of the organisation that wrote the entry is printed. */
    public static final String AUTHOR = "author";
    /** In place of which the day it was recorded on is printed. */
    public static final String RECORDED = "recorded";

    private static final Pattern FIELD = Pattern.compile("\\{([a-z][a-z0-9-]{0,39})\\}");
    private static final int MOST = 60;

    public Paper {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MOST) {
            throw new IllegalArgumentException("A paper has 1 to " + MOST + " lines, not " + lines.size());
        }
    }

    /** Names of the fields it prints. */
    public Set<String> fields() {
        var names = new LinkedHashSet<String>();
        lines.forEach(line -> names.addAll(line.fields()));
        return names;
    }

    /** How a line is set. */
    public enum Style {
        /** Large, in the middle. */
        TITLE,
        /** In the middle. */
        NUMBER,
        /** From the left edge. */
        PLAIN,
        /** A paragraph whose first line is indented. */
        TEXT,
        /** At the right edge. */
        SIGNED
    }

    /**
     * One line, or a paragraph as long as it takes.
     *
     * @param style how it is set
     * @param words with {@code {field}} where a value is printed; a line whose value is not there is left out
     */
    public record Line(Style style, Text words) {
        public Line {
            Objects.requireNonNull(style, "style");
            Objects.requireNonNull(words, "words");
            if (!named(words.zh()).equals(named(words.en()))) {
                throw new IllegalArgumentException("A line names the same fields in both languages: " + words);
            }
        }

        /** Names of the fields whose values it prints. */
        public Set<String> fields() {
            var names = new LinkedHashSet<>(named(words.zh()));
            names.remove(AUTHOR);
            names.remove(RECORDED);
            return names;
        }

        private static Set<String> named(String words) {
            var names = new LinkedHashSet<String>();
            Matcher field = FIELD.matcher(words);
            while (field.find()) {
                names.add(field.group(1));
            }
            return names;
        }
    }
}
