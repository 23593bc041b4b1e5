/**
 * Rules with their legal source and the dates between which they hold, and the statutory clocks computed from them. A
 * change of the law is a new dated row, so that what was due on a past day is answered under the rules of that day. The
 * rules that count are handed in with each context: what a plugin ships is where they begin, what the city corrects is
 * where they end.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.api.rule;
