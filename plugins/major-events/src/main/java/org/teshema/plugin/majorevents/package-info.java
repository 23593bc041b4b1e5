/**
 * 重大活动保障 for the whole city: devices around the place of an event are checked before it and, while it runs, every so many days. An
 * event is a dated rule with districts and words of addresses, and officers take single devices in or out after a scan. A page shows
 * the progress of an event to the city for all districts, to a district and a using unit for their own devices.
 */
package org.teshema.plugin.majorevents;
