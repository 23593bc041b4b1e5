/**
 * What travels between the platform and a district host: frames over a local socket, and in them values of the API's own types. The
 * list of types is closed and taken from the API's signatures, sizes and depths are bounded, and every record is made by its own
 * constructor, so that nothing arrives which could not have been made here. Both sides read with suspicion; neither trusts the other.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.host.wire;
