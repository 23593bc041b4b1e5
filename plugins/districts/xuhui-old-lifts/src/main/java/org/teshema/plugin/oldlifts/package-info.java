/**
 * Old lifts of 徐汇区: which are due for renewal, how urgent each is, and what residents say about theirs. Age and inspection come
 * from the archive, the threshold from a dated rule; the app adds two kinds of entry, the residents' and the renewal plan's.
 */
package org.teshema.plugin.oldlifts;
