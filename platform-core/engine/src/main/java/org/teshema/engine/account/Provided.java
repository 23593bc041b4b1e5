package org.teshema.engine.account;

import java.util.Objects;
import java.util.Optional;

/**
 * How somebody came in from another provider of identities.
 *
 * @param link which of its subjects they are, as was said here
 * @param session how the provider calls its own session
 * @param hint what the provider wants to see when they log out, sealed; empty where there is nothing
 */
@SuppressWarnings("ArrayRecordComponent") // handed through to the database, never compared
public record Provided(long link, Optional<String> session, Optional<byte[]> hint) {
    public Provided {
        Objects.requireNonNull(session, "session");
        hint = hint.map(byte[]::clone);
    }

    @Override
    public Optional<byte[]> hint() {
        return hint.map(byte[]::clone);
    }

    /** Without the hint, which belongs in no log. */
    @Override
    public String toString() {
        return "Provided[link=" + link + "]";
    }
}
