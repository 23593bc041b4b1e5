/**
 * A kind of equipment told by tables: what it serves, what its entries hold, where its labels hang, what its sets are made of,
 * when what is due and what is shown lie in files of the jar, and {@link org.teshema.api.category.TabledCategory} makes a
 * plugin of them. Only what no table can say is code of the plugin's. What differs between two kinds of equipment is then read
 * in one place and corrected without a compiler.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.api.category;
