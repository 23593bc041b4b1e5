package org.teshema.engine.gate;

import java.util.Optional;

/**
 * What came of asking a plugin.
 *
 * @param <T> type of the answer
 */
public sealed interface Outcome<T> {
    /** It answered. */
    record Answered<T>(T value) implements Outcome<T> {}

    /** It did not. */
    record Missing<T>(Gap gap) implements Outcome<T> {}

    /** The answer, if there is one. */
    default Optional<T> answer() {
        return this instanceof Answered<T> answered ? Optional.of(answered.value()) : Optional.empty();
    }
}
