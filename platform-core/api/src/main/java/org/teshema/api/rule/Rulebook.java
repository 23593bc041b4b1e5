package org.teshema.api.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/**
 * A set of rules, and which of them governs what on a day. Of the rules for a topic the one with the most specific
 * catalogue node governs; of those with the same node, the one that began last. Immutable and thread-safe.
 */
public final class Rulebook {
    private static final Comparator<Rule> ORDER =
            Comparator.comparing(Rule::topic).thenComparing(Rule::id).thenComparing(Rule::from);
    private static final Rulebook NONE = new Rulebook(List.of());

    private record Place(String topic, CatalogueCode category) {}

    private final List<Rule> rules;
    private final IdentityHashMap<Rule, Terms> terms = new IdentityHashMap<>();
    // What is asked for a topic and category, the governing first: worked out once, as there are few of them.
    private final Map<Place, List<Rule>> ranked = new ConcurrentHashMap<>();

    private Rulebook(Collection<Rule> rules) {
        this.rules = rules.stream().sorted(ORDER).toList();
        for (int i = 0; i < this.rules.size(); i++) {
            for (int j = i + 1; j < this.rules.size(); j++) {
                objection(this.rules.get(i), this.rules.get(j)).ifPresent(words -> {
                    throw new IllegalArgumentException(words);
                });
            }
        }
        for (Rule rule : this.rules) {
            if (Schedule.isIn(rule)) {
                terms.put(rule, Terms.of(rule));
            }
        }
    }

    /** A book without rules. */
    public static Rulebook none() {
        return NONE;
    }

    /**
     * A book of these rules.
     *
     * @throws IllegalArgumentException when two rows of a rule hold on the same day, when two rules for the same topic and
     *     node begin on the same day, or when the parameters of a clock cannot be read
     */
    public static Rulebook of(Collection<Rule> rules) {
        return rules.isEmpty() ? NONE : new Rulebook(rules);
    }

    /**
     * The book in a table beside a class: the columns {@code id, topic, nodes, title_zh, title_en, source, from, until,
     * sure, parameters}; nodes with semicolons between them or {@code *}, parameters as {@code name=value} with semicolons
     * between them.
     *
     * @throws IllegalArgumentException when a row cannot be read, with file, line and column
     */
    public static Rulebook beside(Class<?> beside, String name) {
        return of(Table.beside(beside, name));
    }

    /** The book in a table, as {@link #beside}. */
    public static Rulebook of(Table table) {
        return of(table.rows().stream().map(Rulebook::rule).toList());
    }

    private static Rule rule(Row row) {
        return row.make(() -> new Rule(
                row.text("id"),
                row.text("topic"),
                row.nodes("nodes"),
                row.words("title"),
                row.text("source"),
                row.day("from"),
                row.maybeDay("until"),
                row.yes("sure"),
                row.pairs("parameters")));
    }

    /** All of them, those of past and coming days included, by topic, id and first day. */
    public List<Rule> rules() {
        return rules;
    }

    /** What there are rules about. */
    public Set<String> topics() {
        var topics = new TreeSet<String>();
        rules.forEach(rule -> topics.add(rule.topic()));
        return topics;
    }

    /** The rule that governs a topic for devices of a category on a day. */
    public Optional<Rule> governing(String topic, CatalogueCode category, LocalDate day) {
        for (Rule rule : ranked(topic, category)) {
            if (rule.holdsOn(day)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** Whether there is, was or will be a rule on the topic for devices of that category. */
    public boolean knows(String topic, CatalogueCode category) {
        return !ranked(topic, category).isEmpty();
    }

    /** The row of that id that holds on a day. */
    public Optional<Rule> find(String id, LocalDate day) {
        return rules.stream()
                .filter(rule -> rule.id().equals(id) && rule.holdsOn(day))
                .findFirst();
    }

    /**
     * This book with one more row. A row of the same rule that begins on the same day is replaced by it; one that began
     * earlier ends on the day before. So a row that begins tomorrow changes no answer about today.
     *
     * @throws IllegalArgumentException when a later row of the same rule begins while the new one holds, or as {@link #of}
     */
    public Rulebook with(Rule row) {
        var next = new ArrayList<Rule>();
        for (Rule rule : rules) {
            boolean earlier = rule.id().equals(row.id()) && rule.from().isBefore(row.from());
            if (rule.id().equals(row.id()) && rule.from().equals(row.from())) {
                continue;
            }
            next.add(earlier && rule.meets(row) ? rule.until(row.from().minusDays(1)) : rule);
        }
        next.add(row);
        return of(next);
    }

    Terms terms(Rule rule) {
        Terms known = terms.get(rule);
        return known == null ? Terms.of(rule) : known;
    }

    private List<Rule> ranked(String topic, CatalogueCode category) {
        return ranked.computeIfAbsent(
                new Place(topic, category),
                place -> rules.stream()
                        .filter(rule -> rule.topic().equals(place.topic()) && rule.isFor(place.category()))
                        .sorted(Comparator.comparingInt((Rule rule) -> rule.depthFor(place.category()))
                                .thenComparing(Rule::from)
                                .reversed())
                        .toList());
    }

    private static Optional<String> objection(Rule one, Rule other) {
        if (!one.meets(other)) {
            return Optional.empty();
        }
        if (one.id().equals(other.id())) {
            return Optional.of("Two rows of rule " + one.id() + " hold on the same day: one from " + one.from()
                    + until(one) + ", the other from " + other.from() + until(other));
        }
        boolean same = one.topic().equals(other.topic()) && one.from().equals(other.from());
        if (same && sharesNode(one, other)) {
            return Optional.of("The rules " + one.id() + " and " + other.id() + " both begin on " + one.from() + " for "
                    + one.topic() + " of the same equipment: neither can govern");
        }
        return Optional.empty();
    }

    private static boolean sharesNode(Rule one, Rule other) {
        if (one.nodes().isEmpty() || other.nodes().isEmpty()) {
            return one.nodes().isEmpty() && other.nodes().isEmpty();
        }
        return one.nodes().stream().anyMatch(other.nodes()::contains);
    }

    private static String until(Rule rule) {
        return rule.until().map(day -> " until " + day).orElse("");
    }

    /** Two books are equal when their rules are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Rulebook book && rules.equals(book.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    @Override
    public String toString() {
        var ids = new LinkedHashMap<String, Integer>();
        rules.forEach(rule -> ids.merge(rule.id(), 1, Integer::sum));
        return "Rulebook" + ids.keySet();
    }
}
