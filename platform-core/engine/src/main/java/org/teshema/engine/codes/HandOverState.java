package org.teshema.engine.codes;

/** How a hand-over stands. */
public enum HandOverState {
    /** Waiting for the receiver 待接收. */
    OFFERED,
    /** Confirmed by the receiver 已接收. */
    ACCEPTED,
    /** Declined by the receiver 已拒收. */
    REFUSED,
    /** Taken back by the giver 已撤回. */
    WITHDRAWN
}
