package org.teshema.engine.codes;

import java.util.Objects;

/**
 * An organisation as the lists of codes name it.
 *
 * @param id its identity
 * @param name its registered name
 */
public record Party(long id, String name) {
    public Party {
        Objects.requireNonNull(name, "name");
    }
}
