package org.teshema.engine.codes;

import java.util.Map;
import org.teshema.api.code.CodeState;

/**
 * How many codes are where.
 *
 * @param inStock made, printed or in stock: with their holder
 * @param inTransit offered to the next holder, not yet accepted
 * @param claimed with a using unit, not yet bound
 * @param bound posted on a device, suspended ones included
 * @param suspended of the bound ones, those whose use is interrupted
 * @param replaced over, another code has taken their place
 * @param revoked withdrawn for good
 * @param spoiled written off before they were bound
 */
public record Counts(
        long inStock,
        long inTransit,
        long claimed,
        long bound,
        long suspended,
        long replaced,
        long revoked,
        long spoiled) {
    /** Nothing anywhere. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    static Counts of(Map<CodeState, Long> states) {
        return new Counts(
                of(states, Whereabouts.IN_STOCK),
                of(states, Whereabouts.IN_TRANSIT),
                of(states, Whereabouts.CLAIMED),
                of(states, Whereabouts.ON_DEVICES),
                of(states, CodeState.SUSPENDED),
                of(states, CodeState.REPLACED),
                of(states, CodeState.REVOKED),
                of(states, CodeState.SPOILED));
    }

    private static long of(Map<CodeState, Long> states, Whereabouts where) {
        return where.states().stream().mapToLong(state -> of(states, state)).sum();
    }

    private static long of(Map<CodeState, Long> states, CodeState state) {
        return states.getOrDefault(state, 0L);
    }

    /** All of them: every code is counted once. */
    public long total() {
        return inStock + inTransit + claimed + bound + replaced + revoked + spoiled;
    }

    Counts plus(Counts other) {
        return new Counts(
                inStock + other.inStock,
                inTransit + other.inTransit,
                claimed + other.claimed,
                bound + other.bound,
                suspended + other.suspended,
                replaced + other.replaced,
                revoked + other.revoked,
                spoiled + other.spoiled);
    }
}
