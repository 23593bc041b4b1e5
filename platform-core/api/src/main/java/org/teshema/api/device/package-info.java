/**
 * The piece of special equipment a code is bound to, as plugins see it. A device has one internal identity and many
 * printed identifiers that come and go; its category is a node of the catalogue of 2014. Everything else that is known
 * about a device lives in its archive ({@link org.teshema.api.archive}).
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.api.device;
