package org.teshema.engine.gate;

/** Whether a plugin is called. */
public enum Breaker {
    /** It is called. */
    CLOSED,
    /** It failed too often and is left out. */
    OPEN,
    /** It was left out and is being tried again. */
    TRYING,
    /** It was left out again and again, and is not tried for a longer while. */
    QUARANTINED
}
