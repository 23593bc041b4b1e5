package org.teshema.engine.webhook;

/** How far a message has come. */
public enum DeliveryState {
    /** It is to be sent, or sent again. */
    WAITING,
    /** The other side has taken it. */
    SENT,
    /** It was tried for as long as is tried. */
    GIVEN_UP
}
