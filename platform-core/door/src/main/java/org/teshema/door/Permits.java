package org.teshema.door;

import java.util.function.Consumer;

/**
 * What the engine says to the door. It is given to the engine that was shipped and to nobody else. Nothing said here outlives the
 * process: after a start, releases are verified and permitted anew. Thread-safe.
 */
public interface Permits {
    /** Who may bring code in. */
    Mode mode();

    /**
     * Lets one jar in at one place; the engine has verified it.
     *
     * @param location where it will be installed
     * @param jar its bytes
     */
    void permit(String location, byte[] jar);

    /** Takes that back for whatever comes to that place from now on. */
    void withdraw(String location);

    /** Has refusals told to the listener, those of before first. Called on whichever thread installs; one listener at a time. */
    void tell(Consumer<Refusal> listener);
}
