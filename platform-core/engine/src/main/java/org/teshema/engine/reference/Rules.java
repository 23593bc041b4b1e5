package org.teshema.engine.reference;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;

/** The figures of the trade's rules, each with its source, the days it holds and whether it was confirmed. Thread-safe. */
@Component(service = Rules.class)
public final class Rules {
    private final ReferenceTable<List<Rule>> table;

    /** The rules in force. */
    @Activate
    public Rules(@Reference ReferenceFiles files) {
        this.table = files.table("rules", Rules::read);
    }

    /** All rules, those of past and coming days included. */
    public List<Rule> all() {
        return table.now();
    }

    /** The rule of that id. */
    public Optional<Rule> find(String id) {
        return all().stream().filter(r -> r.id().equals(id)).findFirst();
    }

    /**
     * The rules of one clock that hold for a kind of equipment on a day, in the table's order.
     *
     * @param clock name of the clock, such as {@code inspection} or {@code testing}
     */
    public List<Rule> of(String clock, CatalogueCode category, LocalDate day) {
        return table.now().stream()
                .filter(rule -> rule.topic().equals(clock) && rule.holdsOn(day) && rule.isFor(category))
                .toList();
    }

    private static List<Rule> read(List<Line> lines) {
        List<Rule> rows = lines.stream()
                .map(line -> line.make(() -> new Rule(
                        line.text("id"),
                        line.text("clock"),
                        Set.copyOf(line.nodes("nodes")),
                        line.words("title"),
                        line.text("source"),
                        line.day("from"),
                        line.maybeDay("until"),
                        line.yes("sure"),
                        line.maybe("parameters").map(p -> parameters(line)).orElse(Map.of()))))
                .toList();
        Map<String, Long> counts = rows.stream().collect(Collectors.groupingBy(Rule::id, Collectors.counting()));
        counts.forEach((id, count) -> {
            if (count > 1) {
                throw new MalformedFile("the rule " + id + " stands there " + count + " times");
            }
        });
        return rows;
    }

    private static Map<String, String> parameters(Line line) {
        return line.read(
                "parameters",
                "name=value pairs with semicolons between them",
                value -> Arrays.stream(value.split(";"))
                        .map(pair -> pair.split("=", -1))
                        .peek(pair -> {
                            if (pair.length != 2) {
                                throw new IllegalArgumentException();
                            }
                        })
                        .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip())));
    }
}
