/**
 * The first bundle of all: whoever installs a bundle, by a folder, the console, a feature or code, it runs only when its bytes were
 * shipped with the platform or let in by the gate. A hook gives anything else no wires and a listener takes it out again, in the
 * framework itself, before any of its code runs; at each start everything in the bundle cache is looked at anew. Where the door cannot
 * do its work, the process ends.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.door;
