package org.teshema.rest.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.web.AppPage;
import org.teshema.web.Chart;
import org.teshema.web.TablePage;

/**
 * A list of the console as one reader asked for it. The page and what is taken along are made of the same columns and of the same query:
 * a file holds what the pages hold, one after the other.
 *
 * @param title what they are; also the name of the sheet
 * @param intro one sentence about them
 * @param columns what is told of each
 * @param rows the page that begins there
 * @param filters by what it may be narrowed, with what was asked for
 * @param empty what to say when there are none
 * @param count how many there are in words, where that was counted
 * @param above what is said before the list
 * @param chart a picture of it, where one helps
 * @param holds whether that is personal data: who reads it is noted, and whoever takes it along says what for
 * @param deeds what the reader may do here
 */
public record Listing<T>(
        Text title,
        Text intro,
        List<Column<T>> columns,
        Function<Cursor, Page<T>> rows,
        List<TablePage.Filter> filters,
        Text empty,
        Optional<Text> count,
        List<Section> above,
        Optional<Chart> chart,
        Holds holds,
        List<AppPage.Door> deeds) {
    /** What to say when there are none and nothing more is to be said. */
    private static final Text EMPTY = new Text("没有符合条件的内容。", "There is nothing to show.");

    /** Whose data a list may hold. */
    public enum Holds {
        /** Nobody's. */
        NOTHING_PERSONAL,
        /** What an archive keeps from the public. */
        ENTRIES,
        /** Who has an account. */
        ACCOUNTS
    }

    public Listing {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
        above = List.copyOf(above);
        deeds = List.copyOf(deeds);
    }

    /** A list that is shown whole and holds nothing personal. */
    public Listing(Text title, Text intro, List<Column<T>> columns, Function<Cursor, Page<T>> rows) {
        this(
                title,
                intro,
                columns,
                rows,
                List.of(),
                EMPTY,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Holds.NOTHING_PERSONAL,
                List.of());
    }

    /** The same, narrowed by these. */
    public Listing<T> by(TablePage.Filter... narrowed) {
        return new Listing<>(title, intro, columns, rows, List.of(narrowed), empty, count, above, chart, holds, deeds);
    }

    /** The same, narrowed as well by these, which links ask for and nobody types: they are shown where they narrow. */
    public Listing<T> linked(TablePage.Filter... narrowed) {
        List<TablePage.Filter> all = Stream.concat(
                        filters.stream(),
                        Stream.of(narrowed).filter(filter -> !filter.value().isEmpty()))
                .toList();
        return new Listing<>(title, intro, columns, rows, all, empty, count, above, chart, holds, deeds);
    }

    /** The same, of which that is said when there are none. */
    public Listing<T> saying(Text none) {
        return new Listing<>(title, intro, columns, rows, filters, none, count, above, chart, holds, deeds);
    }

    /** The same, with that count. */
    public Listing<T> counted(Text words) {
        return new Listing<>(
                title, intro, columns, rows, filters, empty, Optional.of(words), above, chart, holds, deeds);
    }

    /** The same under these sections. */
    public Listing<T> under(List<Section> sections) {
        return new Listing<>(title, intro, columns, rows, filters, empty, count, sections, chart, holds, deeds);
    }

    /** The same with that picture. */
    public Listing<T> pictured(Chart picture) {
        return new Listing<>(
                title, intro, columns, rows, filters, empty, count, above, Optional.of(picture), holds, deeds);
    }

    /** The same, where it holds that. */
    public Listing<T> holding(Holds personal) {
        return new Listing<>(title, intro, columns, rows, filters, empty, count, above, chart, personal, deeds);
    }

    /** The same, where the reader may do these things. */
    public Listing<T> doing(List<AppPage.Door> forms) {
        return new Listing<>(title, intro, columns, rows, filters, empty, count, above, chart, holds, forms);
    }

    boolean personal() {
        return holds != Holds.NOTHING_PERSONAL;
    }
}
