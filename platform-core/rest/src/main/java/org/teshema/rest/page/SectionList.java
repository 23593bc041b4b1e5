package org.teshema.rest.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.web.Chart;
import org.teshema.web.TablePage.Cell;

/**
 * What stands in a page as a table, as a list: it is taken along as lists are. Its rows are those of the page, so that a file tells nobody
 * what the page did not.
 */
public final class SectionList {
    private static final Text SAYS = new Text("内容", "What it says");

    private SectionList() {}

    /** A section that has rows: facts, a table or a life line. */
    public static Optional<Listing<?>> of(Section section) {
        if (section instanceof Section.Facts facts) {
            return Optional.of(whole(
                    facts.title(),
                    List.of(new Text("项目", "Item"), SAYS),
                    facts.facts().stream()
                            .map(fact -> List.<Object>of(fact.label(), fact.value()))
                            .toList()));
        }
        if (section instanceof Section.Table table) {
            return Optional.of(whole(table.title(), table.columns(), rows(table)));
        }
        if (section instanceof Section.TimeLine life) {
            return Optional.of(whole(
                    life.title(),
                    List.of(new Text("日期", "Day"), SAYS),
                    life.moments().stream()
                            .map(moment -> List.<Object>of(moment.day(), moment.words()))
                            .toList()));
        }
        return Optional.empty();
    }

    /** A table that goes on for pages, with the columns of this one. */
    public static Listing<?> of(Section.Table shape, Function<Cursor, Page<Section.Table>> pages) {
        return list(shape.title(), shape.columns(), cursor -> {
            Page<Section.Table> page = pages.apply(cursor);
            return new Page<>(
                    page.items().stream().flatMap(one -> rows(one).stream()).toList(), page.next());
        });
    }

    /** The numbers of a picture. */
    public static Listing<?> of(Chart chart) {
        return whole(
                chart.title(),
                Stream.concat(Stream.of(chart.heading()), chart.series().stream())
                        .toList(),
                chart.bars().stream().map(SectionList::row).toList());
    }

    private static List<Object> row(Chart.Bar bar) {
        List<Object> row = new ArrayList<>();
        row.add(bar.label());
        bar.figures().forEach(figure -> row.add(figure.value()));
        return row;
    }

    private static List<List<Object>> rows(Section.Table table) {
        return table.rows().stream().map(List::<Object>copyOf).toList();
    }

    private static Listing<List<Object>> whole(Text title, List<Text> headings, List<List<Object>> rows) {
        return list(title, headings, cursor -> new Page<>(rows, Optional.empty()));
    }

    private static Listing<List<Object>> list(
            Text title, List<Text> headings, Function<Cursor, Page<List<Object>>> rows) {
        return new Listing<List<Object>>(
                        title,
                        title,
                        IntStream.range(0, headings.size())
                                .mapToObj(i -> new Column<List<Object>>(
                                        headings.get(i),
                                        row -> Cell.of(row.get(i).toString()),
                                        row -> row.get(i)))
                                .toList(),
                        rows)
                .holding(Listing.Holds.ENTRIES);
    }
}
