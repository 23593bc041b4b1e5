/**
 * How scene apps, and messages of organisations, reach other systems. A request of an app goes out when both its release and the city's
 * configuration name the place, a message when the configuration for messages does; always to an address that was looked up once and
 * looked at before anything was sent. The client is small on purpose: it follows nothing, remembers nothing and reads no more than it may.
 */
package org.teshema.engine.outgoing;
