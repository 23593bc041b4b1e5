/**
 * Before holidays 崇明区 has its rides, ropeways, sightseeing vehicles and the boilers and lifts of its tourist sites checked: a
 * checklist is filled in after a scan, and a page shows what is checked, what is not and what was found wrong. Holiday periods are
 * dated rules, so the city moves or adds one without a release, and those not announced yet say so. What stands at a tourist site
 * is told by an entry of the app's own, since no field of a device tells it.
 */
package org.teshema.plugin.holidays;
