/**
 * What pages cost: a scan as a page beside the same scan as JSON on the same server, waiting times in a small and in a large city, and how
 * long the search of the console takes in the large one.
 */
package org.teshema.bench.pages;
