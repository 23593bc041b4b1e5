package org.teshema.api.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a rule says of a clock, its conditions included: read once, answered for each device. Immutable. */
final class Terms {
    /** What a cycle is under given conditions, the strictest first. */
    enum Answer {
        /** Not to be used; there is no next date. */
        STOP,
        /** So many months. */
        MONTHS,
        /** The day that the record itself names. */
        RECORDED,
        /** No duty. */
        NONE,
        /** It depends on a field that nothing is known of. */
        UNKNOWN
    }

    /**
     * A cycle under given conditions.
     *
     * @param months with MONTHS, else 0
     * @param field the field that decided, or that is not known; empty where none did
     */
    record Term(Answer answer, int months, Optional<String> field) {
        boolean stricterThan(Term other) {
            int order = answer.compareTo(other.answer);
            return order < 0 || (order == 0 && months < other.months);
        }
    }

    private record Condition(String field, String value) {}

    /** What holds where all of the conditions do. */
    private record Case(List<Condition> conditions, Term term) {
        boolean appliesTo(Map<String, String> facts) {
            return conditions.stream().allMatch(one -> one.value().equals(facts.get(one.field())));
        }

        /** Whether it counts before another that applies too: it says more exactly what it is for, or is stricter. */
        boolean prevailsOver(Case other) {
            int exactly = Integer.compare(conditions.size(), other.conditions.size());
            return exactly > 0 || (exactly == 0 && term.stricterThan(other.term));
        }
    }

    /** A number of months by conditions, those of one field first. */
    private record Cycle(Optional<Term> plain, List<Case> cases) {
        boolean isThere() {
            return plain.isPresent() || !cases.isEmpty();
        }

        Stream<Term> terms() {
            return Stream.concat(plain.stream(), cases.stream().map(Case::term));
        }

        Term under(Map<String, String> facts) {
            Case found = null;
            for (Case one : cases) {
                if (one.appliesTo(facts) && (found == null || one.prevailsOver(found))) {
                    found = one;
                }
            }
            return found == null ? plain.orElseGet(() -> new Term(Answer.UNKNOWN, 0, missing(facts))) : found.term();
        }

        /** The field to ask for: the first that nothing is known of, or else the first whose value is not provided for. */
        private Optional<String> missing(Map<String, String> facts) {
            List<String> fields = cases.stream()
                    .flatMap(one -> one.conditions().stream())
                    .map(Condition::field)
                    .toList();
            return fields.stream()
                    .filter(field -> !facts.containsKey(field))
                    .findFirst()
                    .or(() -> fields.stream().findFirst());
        }
    }

    private static final Comparator<Case> FEWEST_FIELDS_FIRST = Comparator.comparing(
                    (Case one) -> one.conditions().size())
            .thenComparing(one -> one.conditions().toString());

    private final Rule rule;
    private final Cycle cycle;
    private final Cycle first;
    private final Cycle most;
    private final Optional<Schedule> fixed;
    final int warnDays;
    final boolean noArrears;

    private Terms(Rule rule, Cycle cycle, Cycle first, Cycle most, Optional<Schedule> fixed) {
        this.rule = rule;
        this.cycle = cycle;
        this.first = first;
        this.most = most;
        this.fixed = fixed;
        this.warnDays = rule.number(Schedule.WARN, 60);
        this.noArrears = "yes".equals(rule.parameters().get(Schedule.NO_ARREARS));
    }

    /**
     * The terms in a rule's parameters.
     *
     * @throws IllegalArgumentException when there are none or a parameter cannot be read
     */
    static Terms of(Rule rule) {
        Map<String, String> parameters = rule.parameters();
        Cycle cycle = cycle(rule, Schedule.MONTHS);
        Cycle first = cycle(rule, Schedule.FIRST_MONTHS);
        Cycle most = cycle(rule, Schedule.AT_MOST);
        if (most.terms().anyMatch(term -> term.answer() != Answer.MONTHS)) {
            throw new IllegalArgumentException(
                    "Parameter at-most-months of rule " + rule.id() + " must be a whole number from 1 on");
        }
        int sorts = (cycle.isThere() ? 1 : 0)
                + (parameters.containsKey(Schedule.YEARS) ? 1 : 0)
                + (parameters.containsKey(Schedule.DAYS) ? 1 : 0);
        if (sorts != 1) {
            throw new IllegalArgumentException("Rule " + rule.id()
                    + " must have one of the parameters months, years and days, and has " + parameters.keySet());
        }
        String arrears = parameters.getOrDefault(Schedule.NO_ARREARS, "no");
        if (!arrears.equals("yes") && !arrears.equals("no")) {
            throw new IllegalArgumentException(
                    "Parameter no-arrears of rule " + rule.id() + " must be yes or no, not \"" + arrears + "\"");
        }
        Optional<Schedule> fixed = Optional.empty();
        if (parameters.containsKey(Schedule.YEARS)) {
            fixed = Optional.of(Schedule.ofYears(rule));
        } else if (parameters.containsKey(Schedule.DAYS)) {
            fixed = Optional.of(Schedule.ofDays(atLeastOne(rule, Schedule.DAYS, rule.parameter(Schedule.DAYS))));
        } else {
            checkWindows(rule, cycle);
        }
        return new Terms(rule, cycle, first, most, fixed);
    }

    private static void checkWindows(Rule rule, Cycle cycle) {
        cycle.terms()
                .filter(term -> term.answer() == Answer.MONTHS)
                .forEach(term -> Schedule.ofMonths(rule, term.months(), term.months()));
    }

    private static Cycle cycle(Rule rule, String name) {
        Optional<Term> plain = Optional.empty();
        var cases = new ArrayList<Case>();
        for (var parameter : rule.parameters().entrySet()) {
            String key = parameter.getKey();
            if (key.equals(name)) {
                plain = Optional.of(term(rule, key, parameter.getValue(), Optional.empty()));
            } else if (key.startsWith(name + ".")) {
                List<Condition> conditions = Stream.of(
                                key.substring(name.length() + 1).split("&", -1))
                        .map(one -> condition(rule, key, one))
                        .toList();
                cases.add(new Case(
                        conditions,
                        term(
                                rule,
                                key,
                                parameter.getValue(),
                                Optional.of(conditions.get(0).field()))));
            }
        }
        cases.sort(FEWEST_FIELDS_FIRST);
        return new Cycle(plain, List.copyOf(cases));
    }

    private static Condition condition(Rule rule, String key, String words) {
        int dot = words.indexOf('.');
        if (dot < 1 || dot == words.length() - 1) {
            throw new IllegalArgumentException("Parameter " + key + " of rule " + rule.id()
                    + " must name a field and a value, such as months.grade.3, or several such as"
                    + " months.grade.3&material.non-metal");
        }
        return new Condition(words.substring(0, dot), words.substring(dot + 1));
    }

    private static Term term(Rule rule, String key, String value, Optional<String> field) {
        return switch (value) {
            case "none" -> new Term(Answer.NONE, 0, field);
            case "stop" -> new Term(Answer.STOP, 0, field);
            case "recorded" -> new Term(Answer.RECORDED, 0, field);
            default -> new Term(Answer.MONTHS, atLeastOne(rule, key, value), field);
        };
    }

    private static int atLeastOne(Rule rule, String key, String value) {
        if (!value.matches("[1-9][0-9]{0,3}")) {
            String months = key.startsWith(Schedule.DAYS) ? "" : ", none, stop or recorded";
            throw new IllegalArgumentException("Parameter " + key + " of rule " + rule.id()
                    + " must be a whole number from 1 on" + months + ", not \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }

    /** The schedule, where it is one of years or days and depends on no condition. */
    Optional<Schedule> fixed() {
        return fixed;
    }

    /** The cycle under these facts, by field name. */
    Term cycle(Map<String, String> facts) {
        return cycle.under(facts);
    }

    /** What the first turn comes after, under these facts. */
    Term first(Map<String, String> facts) {
        if (!first.isThere()) {
            return cycle.under(facts);
        }
        Term term = first.under(facts);
        return term.answer() == Answer.UNKNOWN ? cycle.under(facts) : term;
    }

    /** The latest that a recorded day counts under these facts, in months from when it was last done; 0 where nothing is said. */
    int atMostMonths(Map<String, String> facts) {
        return most.isThere() ? most.under(facts).months() : 0;
    }

    /** The schedule under these facts, where there is one. */
    Optional<Schedule> schedule(Map<String, String> facts) {
        if (fixed.isPresent()) {
            return fixed;
        }
        Term every = cycle(facts);
        if (every.answer() != Answer.MONTHS) {
            return Optional.empty();
        }
        Term start = first(facts);
        int months = start.answer() == Answer.MONTHS ? start.months() : every.months();
        return Optional.of(Schedule.ofMonths(rule, months, every.months()));
    }
}
