package org.teshema.api.rule;

/** What a statutory clock shows, in the order of how much attention it asks for. Plugins listen to it: values may come. */
public enum DueStatus {
    /** In date 有效. */
    VALID,
    /** In date, due within the warning time 临期. */
    DUE_SOON,
    /** Nothing can be said from what is recorded 未知. */
    UNKNOWN,
    /** Use is stopped, the clock does not run 停用. */
    STOPPED,
    /** Past its day 超期. */
    OVERDUE,
    /** The last result was a failure: there is no next date 不合格. */
    FAILED
}
