package org.teshema.plugin.elevator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;
import org.teshema.api.text.Text;

/**
 * The kinds of maintenance visit (TSG T5002-2017): each deeper one covers all that the shallower ones cover. The items
 * are those of annex A, for traction lifts; other drives have annexes of their own.
 */
enum Visit {
    /** Every 15 days 半月. */
    HALF_MONTH("half-month"),
    /** Every quarter 季度. */
    QUARTER("quarter"),
    /** Every half-year 半年. */
    HALF_YEAR("half-year"),
    /** Every year 年度. */
    YEAR("year");

    /** One item of a visit. */
    record Item(Visit from, String name, Text what, Text requirement) {}

    private static final List<Item> ITEMS = Table.beside(Visit.class, "checklists.csv").rows().stream()
            .map(Visit::item)
            .toList();

    private static final Map<String, Text> TITLES = Table.beside(Visit.class, "options.csv").rows().stream()
            .filter(row -> row.text("list").equals("visit"))
            .collect(Collectors.toUnmodifiableMap(row -> row.text("value"), row -> row.words("title")));

    private final String value;

    Visit(String value) {
        this.value = value;
    }

    static Optional<Visit> of(String value) {
        return Arrays.stream(values())
                .filter(visit -> visit.value.equals(value))
                .findFirst();
    }

    Text title() {
        return TITLES.get(value);
    }

    /** What the visit covers, shallow items first. */
    List<Item> items() {
        return ITEMS.stream().filter(item -> item.from().compareTo(this) <= 0).toList();
    }

    static List<Visit> parts() {
        return List.of(values());
    }

    /** Name of the field that holds what this visit covers beyond the shallower ones. */
    String list() {
        return "items-" + value;
    }

    /** What this visit covers beyond the shallower ones. */
    List<Item> own() {
        return ITEMS.stream().filter(item -> item.from() == this).toList();
    }

    /** How that list is called. */
    Text listTitle() {
        return new Text(title().zh() + "项目（" + own().size() + " 项）", title().en() + ": its " + own().size() + " items");
    }

    /** What the visits up to this one ask for, by the names of their fields. */
    List<String> lists() {
        return parts().stream()
                .filter(part -> part.compareTo(this) <= 0)
                .map(Visit::list)
                .toList();
    }

    String word() {
        return value;
    }

    private static Item item(Row row) {
        return new Item(
                of(row.text("list")).orElseThrow(), row.text("item"), row.words("title"), row.words("requirement"));
    }
}
