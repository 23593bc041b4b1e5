package org.teshema.api.archive;

/**
 * Who a reader is towards one device: decided by the core from the account and its relation to that device. A using unit
 * is PUBLIC towards another unit's device. Plugins listen to it: new values may come.
 */
public enum Audience {
    /** Anybody, logged in or not. */
    PUBLIC,
    /** The unit that uses this device. */
    USING_UNIT,
    /** The unit that maintains this device. */
    MAINTENANCE_UNIT,
    /** An inspection body. */
    INSPECTION_BODY,
    /** An authority responsible for this device: its station, its district, or the city. */
    GOVERNMENT
}
