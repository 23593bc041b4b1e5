package org.teshema.plugin.elevator;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.rule.Rule;
import org.teshema.api.text.Text;

/** The rules for lifts, by clock and day. */
final class LiftRules {
    private record Row(String clock, Rule rule) {}

    private final List<Row> rows;

    private LiftRules(List<Row> rows) {
        this.rows = rows;
    }

    /** Those in this jar. */
    static LiftRules shipped() {
        return new LiftRules(
                Table.read("rules.csv").stream().map(LiftRules::row).toList());
    }

    /** All of them, past ones included. */
    List<Rule> all() {
        return rows.stream().map(Row::rule).toList();
    }

    /** The rule of that clock that holds on that day. */
    Optional<Rule> of(String clock, LocalDate day) {
        return rows.stream()
                .filter(row -> row.clock().equals(clock) && row.rule().holdsOn(day))
                .map(Row::rule)
                .findFirst();
    }

    private static Row row(Map<String, String> cells) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : cells.get("parameters").split(";", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        String until = cells.get("until");
        return new Row(
                cells.get("clock"),
                new Rule(
                        cells.get("id"),
                        new Text(cells.get("title_zh"), cells.get("title_en")),
                        cells.get("source"),
                        LocalDate.parse(cells.get("from")),
                        until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until)),
                        cells.get("sure").equals("yes"),
                        parameters));
    }
}
