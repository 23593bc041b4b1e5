package org.teshema.api.archive;

/**
 * What an organisation is to a device whose entries concern it. Whoever stands in that place when an entry is appended finds it in
 * its inbox 收件箱. Plugins listen to it: new values may come.
 */
public enum Concern {
    /** The unit that uses this device. */
    USING_UNIT,
    /** The unit that maintains this device. */
    MAINTENANCE_UNIT,
    /** The body that inspects this device by a task that holds today. */
    INSPECTION_BODY,
    /** The station that supervises this device. */
    STATION,
    /** The bureau of the district that supervises this device. */
    DISTRICT
}
