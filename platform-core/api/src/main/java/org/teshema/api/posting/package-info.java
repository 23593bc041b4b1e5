/**
 * Where and how a code is posted on a device. The city's plan fixes one strategy per kind of equipment, and still tries
 * it out: positions are data with dates. The category plugin answers for one device, aspects may narrow the answer.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.api.posting;
