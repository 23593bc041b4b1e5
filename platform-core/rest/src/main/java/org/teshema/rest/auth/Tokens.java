package org.teshema.rest.auth;

import java.util.Optional;
import org.teshema.engine.account.Actor;

/** Knows whose a token is. Thread-safe. */
@FunctionalInterface
public interface Tokens {
    /** Who holds this token; empty for one that was never issued, was given back or has run out. */
    Optional<Actor> actorOf(String token);

    /** Whether whoever holds this token, just known, may act for other organisations too. */
    default boolean servesSeveral(String token) {
        return false;
    }
}
