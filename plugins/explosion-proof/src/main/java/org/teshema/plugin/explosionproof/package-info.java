/**
 * Explosion protection 防爆, which joins equipment of any category: it reads the mark on the plate, holds it against the
 * place where the device stands, and says suitable, unsuitable or that a person has to decide, each with its reasons. What
 * suits what is data in the jar with its source; anything unread, unknown or missing is never called suitable. A code in a
 * hazardous area is posted and scanned outside it, and the scan page says so first.
 */
package org.teshema.plugin.explosionproof;
