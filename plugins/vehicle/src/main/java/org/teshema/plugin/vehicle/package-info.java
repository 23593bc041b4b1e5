/**
 * Forklift trucks, sightseeing cars and trains within a site 场（厂）内专用机动车辆: nearly all of it stands in the tables. Only that
 * a driver's certificate fits the vehicle is code, because it looks at a rule.
 */
package org.teshema.plugin.vehicle;
