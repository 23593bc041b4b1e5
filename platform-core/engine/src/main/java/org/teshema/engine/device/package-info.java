/**
 * The register of devices: catalogue node, district, parties, place and status, with any number of printed identifiers,
 * each with its source and validity. A device is known by its internal id alone, since every printed number can change.
 * Whoever asks sees the devices of their scope, in a single look-up as in lists, counts and exports.
 */
package org.teshema.engine.device;
