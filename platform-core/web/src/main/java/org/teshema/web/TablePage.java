package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.teshema.api.scan.Section;
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
 * @param above what is said before the list
 * @param chart a picture of it, where one helps
 * @param tools by what it is narrowed and taken along, where it can be
 * @param deeds what the reader may do here, each a form of its own
 */
public record TablePage(
        Text title,
        Text intro,
        List<Text> columns,
        List<List<Cell>> rows,
        Optional<String> next,
        Text empty,
        List<Section> above,
        Optional<Chart> chart,
        Optional<Tools> tools,
        List<AppPage.Door> deeds) {
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
        above = List.copyOf(above);
        Objects.requireNonNull(chart, "chart");
        Objects.requireNonNull(tools, "tools");
        deeds = List.copyOf(deeds);
    }

    /** A list with nothing to do. */
    public TablePage(
            Text title,
            Text intro,
            List<Text> columns,
            List<List<Cell>> rows,
            Optional<String> next,
            Text empty,
            List<Section> above,
            Optional<Chart> chart,
            Optional<Tools> tools) {
        this(title, intro, columns, rows, next, empty, above, chart, tools, List.of());
    }

    /** A list that is only looked at. */
    public TablePage(
            Text title, Text intro, List<Text> columns, List<List<Cell>> rows, Optional<String> next, Text empty) {
        this(title, intro, columns, rows, next, empty, List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * What stands above and below a list. All of it is a form that asks for the same page again, so it works without script and what was
     * asked for stands in the address.
     *
     * @param path of the list
     * @param filters by what it may be narrowed
     * @param count how many there are in words, where that was counted
     * @param purposes what for it may be taken along, to choose from; empty for a list that holds nothing personal
     */
    public record Tools(String path, List<Filter> filters, Optional<Text> count, List<Option> purposes) {
        public Tools {
            Objects.requireNonNull(path, "path");
            filters = List.copyOf(filters);
            Objects.requireNonNull(count, "count");
            purposes = List.copyOf(purposes);
        }

        /** Whether it is narrowed. */
        boolean isNarrowed() {
            return filters.stream().anyMatch(filter -> !filter.value().isEmpty());
        }
    }

    /**
     * One thing a list may be narrowed by.
     *
     * @param name the parameter
     * @param title what it is called
     * @param value what was asked for, empty for all
     * @param options to choose from; where there are none it is typed
     * @param error why it cannot be what was asked for
     */
    public record Filter(String name, Text title, String value, List<Option> options, Optional<Text> error) {
        /** One that may be what was asked for. */
        public Filter(String name, Text title, String value, List<Option> options) {
            this(name, title, value, options, Optional.empty());
        }

        public Filter {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(value, "value");
            options = List.copyOf(options);
            Objects.requireNonNull(error, "error");
        }

        /** The same with what was asked for and why that cannot be. */
        public Filter wrong(String asked, Text why) {
            return new Filter(name, title, asked, options, Optional.of(why));
        }
    }

    /** Something to choose. */
    public record Option(String value, Text title) {}

    /**
     * One cell.
     *
     * @param words what it says
     * @param tone how it is meant
     * @param href where it leads
     * @param percent how much of a work is done, drawn as a bar
     * @param whole whether it stays on one line, as a number or a day does that one reads out
     */
    public record Cell(Text words, Tone tone, Optional<String> href, OptionalInt percent, boolean whole) {
        /** With words that may break. */
        public Cell(Text words, Tone tone, Optional<String> href, OptionalInt percent) {
            this(words, tone, href, percent, false);
        }

        /** Without a bar. */
        public Cell(Text words, Tone tone, Optional<String> href) {
            this(words, tone, href, OptionalInt.empty());
        }

        /** The same on one line. */
        public Cell unbroken() {
            return new Cell(words, tone, href, percent, true);
        }

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
