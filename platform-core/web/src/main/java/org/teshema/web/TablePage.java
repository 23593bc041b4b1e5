package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * A list of things, a page at a time.
 *
 * @param title what they are
 * @param intro one sentence about them
 * @param columns headings
 * @param rows as many cells as there are columns
 * @param next where the next page is
 * @param empty what to say when there are none
 */
public record TablePage(
        Text title, Text intro, List<Text> columns, List<List<Cell>> rows, Optional<String> next, Text empty) {
    public TablePage {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(intro, "intro");
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "A row has " + row.size() + " cells where the table has " + columns.size() + " columns");
            }
        }
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(empty, "empty");
    }

    /**
     * One cell.
     *
     * @param words what it says
     * @param tone how it is meant
     * @param href where it leads
     */
    public record Cell(Text words, Tone tone, Optional<String> href) {
        /** Just words. */
        public static Cell of(Text words) {
            return new Cell(words, Tone.PLAIN, Optional.empty());
        }

        /** The same words in both languages. */
        public static Cell of(String words) {
            return of(Text.same(words));
        }

        /** Words that lead somewhere. */
        public static Cell link(String words, String href) {
            return new Cell(Text.same(words), Tone.PLAIN, Optional.of(href));
        }
    }
}
