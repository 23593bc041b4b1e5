/**
 * One device, one archive 一设一档: append-only entries with typed fields. Plugins declare the kinds of entry and who may
 * see which field; the core validates, stores, indexes, masks and answers what was known when. A correction is a new
 * entry that supersedes an old one; nothing is ever overwritten.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.4.0")
package org.teshema.api.archive;
