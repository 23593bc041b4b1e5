package org.teshema.faults;

/** Where a fault is stopped, and so what a reader of a scan sees of it. */
public enum Containment {
    /** The upload is refused: nothing of it ever runs. */
    REFUSED,
    /** The upload is taken, and the installation fails: the plugin never serves. */
    NOT_ADMITTED,
    /** It serves, and where its part of a scan would be is a gap. */
    GAP,
    /** It serves and is answered like any other: what is wrong with it reaches nobody. */
    HARMLESS,
    /**
     * Not contained in the process that answers scans. It is here to be named, and for a process of its own; see
     * docs/security.md.
     */
    NOT_IN_THIS_PROCESS
}
