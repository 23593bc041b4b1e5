/**
 * The time of the city. Every service asks {@link org.teshema.engine.time.CityClock}, none asks the machine, so that tests
 * choose the day and a day is always a day in Shanghai.
 */
package org.teshema.engine.time;
