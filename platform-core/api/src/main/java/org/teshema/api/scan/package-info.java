/**
 * One reading of a code, and what a side sees of it, as data. A plugin receives a context that already holds only what
 * the caller may see and answers with sections and actions; the core turns them into a page, JSON or a linkset. The
 * verdict on the code itself is the core's and is never asked of a plugin.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.3.0")
package org.teshema.api.scan;
