/**
 * Patrols of chemical parks in 浦东新区, 临港新片区 and 上海化学工业区: rounds are recorded after a scan at the code posts of pipelines and at
 * explosion-proof equipment, and a later entry closes what a round found. A board shows what is overdue by intervals that are
 * dated rules, and which defects are open. The three areas are three districts to the platform and a plugin has one or none, so
 * this one is the city's and keeps to the districts that a rule names.
 */
package org.teshema.plugin.chemicalpark;
