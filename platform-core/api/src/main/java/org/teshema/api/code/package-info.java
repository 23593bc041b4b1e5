/**
 * The signed identity printed as a QR symbol, as plugins may see it. A code is printed before its device is known and
 * passes through many hands until the using unit binds it. Plugins read codes; none can make, sign or move one.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.api.code;
