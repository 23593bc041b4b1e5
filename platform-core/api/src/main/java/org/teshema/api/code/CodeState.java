package org.teshema.api.code;

/**
 * Where a code stands in its life. The first two belong to an order whose codes do not exist yet; the engine's one table
 * of transitions says who may move a code from where to where. Plugins listen to it: new values may come.
 */
public enum CodeState {
    /** Ordered 已申请. */
    ORDERED,
    /** The order is approved 已批准. */
    APPROVED,
    /** Made and signed 已制码. */
    MADE,
    /** Printed, every symbol read back 已印制. */
    PRINTED,
    /** In stock at its holder 在库. */
    STOCKED,
    /** Handed over by one holder, not yet confirmed by the next 流转中. */
    IN_TRANSIT,
    /** Given out to a using unit, not yet bound 已领用. */
    CLAIMED,
    /** Posted and tied to a device 已绑定. */
    BOUND,
    /** Bound, its use interrupted 已暂停. */
    SUSPENDED,
    /** Another code has taken its place 已换码. */
    REPLACED,
    /** Withdrawn for good 已注销. */
    REVOKED,
    /** Damaged or lost before it was bound 已作废. */
    SPOILED
}
