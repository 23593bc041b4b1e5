/**
 * Which node does what must be done by one node at a time. A lease is a row that its holder renews; who does not renew it loses it
 * within seconds, by the database's clock, and whoever takes it over gets a higher fence. What is done under a lease checks the
 * fence in its own transaction, so that a holder that slept through its end changes nothing.
 */
package org.teshema.engine.lease;
