package org.teshema.engine.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody may see, as one condition: the same rule narrows single objects, lists, counts and exports, because it stands in
 * the query. Whose it is only {@link Access} decides; everybody else may narrow it further, and nobody can widen it.
 *
 * @param sql a condition with {@code ?} parameters
 * @param parameters their values, in order
 */
public record Scope(String sql, List<Object> parameters) {
    public Scope {
        parameters = List.copyOf(parameters);
    }

    /** Everything: for what has no owner, and for the engine's own services. */
    public static Scope all() {
        return new Scope("1 = 1", List.of());
    }

    /** Nothing: for whose business it is not. */
    public static Scope none() {
        return new Scope("1 = 0", List.of());
    }

    /** The same, narrowed by a further condition. */
    public Scope and(String condition, Object... more) {
        List<Object> both = new ArrayList<>(parameters);
        both.addAll(List.of(more));
        return new Scope(sql + " and " + condition, both);
    }

    /** The same, narrowed by a condition with one parameter where its value is given. */
    public Scope and(String condition, Optional<?> value) {
        return value.isPresent() ? and(condition, value.get()) : this;
    }
}
