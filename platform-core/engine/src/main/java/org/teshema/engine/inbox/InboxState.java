package org.teshema.engine.inbox;

/** Whether somebody of the organisation has dealt with an item. */
public enum InboxState {
    /** Nobody has yet. */
    OPEN,
    /** Somebody said so. */
    DONE
}
