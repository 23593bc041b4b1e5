/**
 * 重大活动保障 for the whole city: devices around the place of an event are checked before it and, while it runs, every so many days. An
 * event is a dated rule with districts and a venue, whose addresses a table knows, and officers take devices in or out after a
 * scan. A page shows the progress of an event: to the city all of it, to a district and a using unit their own devices.
 */
package org.teshema.plugin.majorevents;
