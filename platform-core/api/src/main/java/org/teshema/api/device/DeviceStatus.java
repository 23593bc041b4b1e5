package org.teshema.api.device;

/** Where a device stands in its life (TSG 08: 在用, 停用, 报废). Plugins listen to it: new values may come. */
public enum DeviceStatus {
    /** Being installed, not registered for use yet 安装中. */
    INSTALLING,
    /** Registered and in use 在用. */
    IN_USE,
    /** Use has been stopped and reported 停用. */
    STOPPED,
    /** Scrapped and cancelled 报废. */
    SCRAPPED
}
