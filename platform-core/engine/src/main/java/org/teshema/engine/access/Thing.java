package org.teshema.engine.access;

/** A kind of object a deed is done to: a row of a table. {@link Meaning} says what each tie means of it. */
public enum Thing {
    /** No object: the role alone decides. */
    NONE,
    /** A row of {@code device}. */
    DEVICE,
    /** A row of {@code code}. */
    CODE,
    /** A row of {@code batch}; its codes are held by whoever made them. */
    BATCH,
    /** A row of {@code claim}. */
    CLAIM,
    /** A row of {@code hand_over}. */
    HAND_OVER,
    /** A row of {@code organisation}. */
    ORGANISATION,
    /** A row of {@code account}. */
    ACCOUNT,
    /** A row of {@code membership}. */
    MEMBERSHIP,
    /** A row of {@code inbox_item}. */
    INBOX_ITEM,
    /** A row of {@code suspect_label}. */
    SUSPECT_LABEL,
    /** A row of {@code photo}. */
    PHOTO,
    /** A plugin; one without a district is the city's and serves everywhere. */
    PLUGIN
}
