/**
 * The register and the archives over HTTP: devices with their printed numbers, their entries, what held on a day, the kinds of
 * entry there are, and the search over the typed index. Everything is within the scope of who asks and masked for what they
 * are towards the device. A resource here is path, parameters and one call of the engine.
 */
package org.teshema.rest.archive;
