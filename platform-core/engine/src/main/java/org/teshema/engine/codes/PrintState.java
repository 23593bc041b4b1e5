package org.teshema.engine.codes;

/** How far the printing of a batch is. */
public enum PrintState {
    /** Asked for, not begun or to be begun again after a restart. */
    WAITING,
    /** Labels are being drawn and read back. */
    RUNNING,
    /** All labels are drawn, read back and released. */
    DONE,
    /** Called off; nothing was kept. */
    CANCELLED,
    /** Stopped by a fault that the reason tells; nothing was kept. */
    FAILED
}
