package org.teshema.plugin.elevator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.FieldType.Option;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;
import org.teshema.api.text.Text;

/**
 * The kinds of maintenance visit (TSG T5002-2017): each deeper one covers all that the shallower ones cover. The items
 * are those of annex A, for traction lifts; other drives have annexes of their own.
 */
enum Visit {
    /** Every 15 days 半月. */
    HALF_MONTH("half-month", "半月保养", "Half-monthly visit"),
    /** Every quarter 季度. */
    QUARTER("quarter", "季度保养", "Quarterly visit"),
    /** Every half-year 半年. */
    HALF_YEAR("half-year", "半年保养", "Half-yearly visit"),
    /** Every year 年度. */
    YEAR("year", "年度保养", "Yearly visit");

    /** One item of a visit. */
    record Item(Visit from, Text what, Text requirement) {}

    private static final List<Item> ITEMS = Table.beside(Visit.class, "t5002-annex-a.csv").rows().stream()
            .map(Visit::item)
            .toList();

    private final String value;
    private final String zh;
    private final String en;

    Visit(String value, String zh, String en) {
        this.value = value;
        this.zh = zh;
        this.en = en;
    }

    static Optional<Visit> of(String value) {
        return Arrays.stream(values())
                .filter(visit -> visit.value.equals(value))
                .findFirst();
    }

    static List<Option> options() {
        var options = new ArrayList<Option>();
        for (Visit visit : values()) {
            options.add(new Option(visit.value, visit.title()));
        }
        return options;
    }

    Text title() {
        return new Text(zh, en);
    }

    /** What the visit covers, shallow items first. */
    List<Item> items() {
        return ITEMS.stream().filter(item -> item.from().compareTo(this) <= 0).toList();
    }

    private static Item item(Row row) {
        return new Item(of(row.text("from_visit")).orElseThrow(), row.words("item"), row.words("requirement"));
    }
}
