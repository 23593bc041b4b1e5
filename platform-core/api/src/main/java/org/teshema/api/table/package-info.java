/**
 * Tables of data that a plugin's jar brings along: rules, positions, vocabulary. What may change without a change of code
 * stands in such a table and not in the code; a mistake in one is told with file, line and column.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.api.table;
