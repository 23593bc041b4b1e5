package org.teshema.bench.hot;

/**
 * What one part of the benchmark came to.
 *
 * @param name the part's
 * @param met whether its goals were met
 * @param json its figures, an object
 */
record Part(String name, boolean met, String json) {}
