package org.teshema.api.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private record Case(String field, String value, Term term) {}

    private record Cycle(Optional<Term> plain, List<Case> cases) {
        boolean isThere() {
            return plain.isPresent() || !cases.isEmpty();
        }

        Term under(Map<String, String> facts) {
            Term found = null;
            String missing = null;
            for (Case one : cases) {
                String value = facts.get(one.field());
                if (value == null) {
                    missing = one.field();
                } else if (value.equals(one.value())
                        && (found == null || one.term().stricterThan(found))) {
                    found = one.term();
                }
            }
            if (found != null) {
                return found;
            }
            return plain.isPresent()
                    ? plain.get()
                    : new Term(
                            Answer.UNKNOWN,
                            0,
                            Optional.of(missing == null ? cases.get(0).field() : missing));
        }
    }

    private final Rule rule;
    private final Cycle cycle;
    private final Cycle first;
    private final Optional<Schedule> fixed;
    final int warnDays;
    final int atMostMonths;
    final boolean noArrears;

    private Terms(Rule rule, Cycle cycle, Cycle first, Optional<Schedule> fixed) {
        this.rule = rule;
        this.cycle = cycle;
        this.first = first;
        this.fixed = fixed;
        this.warnDays = rule.number(Schedule.WARN, 60);
        this.atMostMonths = rule.number(Schedule.AT_MOST, 0);
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
        return new Terms(rule, cycle, first, fixed);
    }

    private static void checkWindows(Rule rule, Cycle cycle) {
        var all = new ArrayList<Term>();
        cycle.plain().ifPresent(all::add);
        cycle.cases().forEach(one -> all.add(one.term()));
        all.stream()
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
                String condition = key.substring(name.length() + 1);
                int dot = condition.indexOf('.');
                if (dot < 1 || dot == condition.length() - 1) {
                    throw new IllegalArgumentException("Parameter " + key + " of rule " + rule.id()
                            + " must name a field and a value, such as " + name + ".grade.3");
                }
                String field = condition.substring(0, dot);
                cases.add(new Case(
                        field,
                        condition.substring(dot + 1),
                        term(rule, key, parameter.getValue(), Optional.of(field))));
            }
        }
        return new Cycle(plain, List.copyOf(cases));
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
