/**
 * What the platform's operator feels the pulse of: whether the database answers, how much disk is left, how many print jobs wait. Only
 * figures leave here, no data of anybody's. Asking never throws and never waits long.
 */
package org.teshema.engine.vitals;
