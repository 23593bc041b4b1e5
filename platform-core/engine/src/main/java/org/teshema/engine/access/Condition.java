package org.teshema.engine.access;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.engine.account.Actor;

/**
 * What a tie means of a kind of object. The same tests become a condition of a query and are asked of an object at hand, so a list
 * and a look at one of its rows cannot disagree.
 */
final class Condition {
    private final List<Test> tests;

    /** Who asks, and when. */
    record Asker(Actor actor, LocalDate today) {}

    private Condition(List<Test> tests) {
        this.tests = tests;
    }

    /** What a column must be. */
    enum Is {
        /** The asker's organisation. */
        ME(" = ?"),
        /** The asker's account. */
        MYSELF(" = ?"),
        /** The asker's district. */
        MY_DISTRICT(" = ?"),
        /** Empty, or a day that has come. */
        BEGUN(" <= ?"),
        /** Empty, or a day that is not past. */
        NOT_OVER(" >= ?"),
        /** A kind of organisation, and not that of using units. */
        NO_USING_UNIT(" <> 'USING_UNIT'"),
        /** The status of what is being installed. */
        INSTALLING(" = 'INSTALLING'"),
        /** What an administrator's membership says. */
        ADMINISTRATOR(" = 'ADMINISTRATOR'"),
        /** Not ended. */
        ALIVE(" = 1"),
        /** Empty. */
        MISSING(" is null");

        private final String sql;

        Is(String sql) {
            this.sql = sql;
        }

        private String sql(String column) {
            return this == BEGUN || this == NOT_OVER
                    ? "(" + column + " is null or " + column + sql + ")"
                    : column + sql;
        }

        private Stream<Object> parameters(Asker asker) {
            return switch (this) {
                case ME -> Stream.of(asker.actor().organisation().id());
                case MYSELF -> Stream.of(asker.actor().accountId());
                case MY_DISTRICT -> Stream.of(asker.actor().district());
                case BEGUN, NOT_OVER -> Stream.of(asker.today());
                case NO_USING_UNIT, INSTALLING, ADMINISTRATOR, ALIVE, MISSING -> Stream.empty();
            };
        }

        private boolean holds(Object value, Asker asker) {
            return switch (this) {
                case ME -> Objects.equals(value, asker.actor().organisation().id());
                case MY_DISTRICT -> Objects.equals(value, asker.actor().district());
                case BEGUN -> value == null || !((LocalDate) value).isAfter(asker.today());
                case NOT_OVER -> value == null || !((LocalDate) value).isBefore(asker.today());
                case NO_USING_UNIT -> value != null && !"USING_UNIT".equals(value);
                case MYSELF -> Objects.equals(value, asker.actor().accountId());
                case INSTALLING -> "INSTALLING".equals(value);
                case ADMINISTRATOR -> "ADMINISTRATOR".equals(value);
                case ALIVE -> Objects.equals(value, 1);
                case MISSING -> value == null;
            };
        }
    }

    private interface Test {
        String sql(String alias);

        Stream<Object> parameters(Asker asker);

        boolean holds(Facts facts, Asker asker);
    }

    private record Column(String name, Is is) implements Test {
        @Override
        public String sql(String alias) {
            return is.sql(alias + "." + name);
        }

        @Override
        public Stream<Object> parameters(Asker asker) {
            return is.parameters(asker);
        }

        @Override
        public boolean holds(Facts facts, Asker asker) {
            return is.holds(facts.of(name), asker);
        }
    }

    /** That there is a row of another table of which a condition holds. */
    private record Other(String table, String its, String ours, Condition condition) implements Test {
        @Override
        public String sql(String alias) {
            return "exists (select 1 from " + table + " tied where tied." + its + " = " + alias + "." + ours + " and "
                    + condition.sql("tied") + ")";
        }

        @Override
        public Stream<Object> parameters(Asker asker) {
            return condition.parameters(asker).stream();
        }

        /** Of an object at hand, what is known of the other row stands among its facts; what does not stand there does not hold. */
        @Override
        public boolean holds(Facts facts, Asker asker) {
            return condition.holds(facts, asker);
        }
    }

    static Condition of(String column, Is is) {
        return new Condition(List.of(new Column(column, is)));
    }

    /** That there is a row of that table, whose one column is the object's other, of which that holds. */
    static Condition of(String table, String its, String ours, Condition condition) {
        return new Condition(List.of(new Other(table, its, ours, condition)));
    }

    Condition and(String column, Is is) {
        var both = new ArrayList<>(tests);
        both.add(new Column(column, is));
        return new Condition(List.copyOf(both));
    }

    String sql(String alias) {
        return tests.stream().map(test -> test.sql(alias)).collect(Collectors.joining(" and "));
    }

    List<Object> parameters(Asker asker) {
        return tests.stream().flatMap(test -> test.parameters(asker)).toList();
    }

    boolean holds(Facts facts, Asker asker) {
        for (Test test : tests) {
            if (!test.holds(facts, asker)) {
                return false;
            }
        }
        return true;
    }
}
