package org.teshema.engine.codes;

/** How far the making of a batch in the background is. */
public enum MakeState {
    /** Asked for, not begun or to be begun again after a restart. */
    WAITING,
    /** Codes are being signed and stored. */
    RUNNING,
    /** All codes are made. */
    DONE,
    /** Stopped by a fault that the reason tells; no code was kept. */
    FAILED
}
