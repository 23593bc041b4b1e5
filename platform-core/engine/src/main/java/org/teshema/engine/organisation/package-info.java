/**
 * The units, bodies and authorities that take part, each with its kind, district and superior. A unified social credit code
 * is checked before it is kept and names one organisation only; individuals who use equipment may have none. What an
 * account may see of organisations is a condition of the query, as for devices.
 */
package org.teshema.engine.organisation;
