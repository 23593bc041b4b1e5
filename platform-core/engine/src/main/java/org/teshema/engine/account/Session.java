package org.teshema.engine.account;

import java.time.Instant;

/**
 * What a log-in gives.
 *
 * @param token the bearer token: 43 characters, shown once and kept nowhere
 * @param expiresAt when it ends if it is not used; each use moves it on, up to twelve hours after the log-in
 * @param actor who is logged in
 */
public record Session(String token, Instant expiresAt, Actor actor) implements LogIn {
    /** Without the token, which belongs in no message and no log. */
    @Override
    public String toString() {
        return "Session[expiresAt=" + expiresAt + ", actor=" + actor + "]";
    }
}
