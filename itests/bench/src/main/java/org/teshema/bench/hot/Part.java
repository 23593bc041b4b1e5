package org.teshema.bench.hot;

/**
 * What one part of the benchmark came to.
 *
 * @param name the part's
 * @param met whether its goals were met
 * @param ratio its worst figure by that figure's goal: 1 is as much as may be
 * @param json its figures, an object
 */
record Part(String name, boolean met, double ratio, String json) {}
