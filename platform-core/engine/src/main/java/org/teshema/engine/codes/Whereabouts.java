package org.teshema.engine.codes;

import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.api.code.CodeState;

/** Where codes are, in the groups that balances count: a figure and the list of what it counts go by the same states. */
public enum Whereabouts {
    /** Made, printed or in stock: with their holder. */
    IN_STOCK(CodeState.MADE, CodeState.PRINTED, CodeState.STOCKED),
    /** Offered to the next holder. */
    IN_TRANSIT(CodeState.IN_TRANSIT),
    /** With a using unit, not yet bound. */
    CLAIMED(CodeState.CLAIMED),
    /** Posted on a device, suspended ones included. */
    ON_DEVICES(CodeState.BOUND, CodeState.SUSPENDED);

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<CodeState> states;

    Whereabouts(CodeState... states) {
        this.states = Set.of(states);
    }

    /** The states that count. */
    public Set<CodeState> states() {
        return states;
    }

    /** The same as a condition over that column. */
    String sql(String column) {
        return states.stream()
                .map(state -> "'" + state.name() + "'")
                .sorted()
                .collect(Collectors.joining(", ", column + " in (", ")"));
    }
}
