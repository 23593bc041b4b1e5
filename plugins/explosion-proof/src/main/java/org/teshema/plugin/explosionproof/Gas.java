package org.teshema.plugin.explosionproof;

/**
 * A gas named in a mark or at a place.
 *
 * @param name its formula where it is a known one, otherwise as written
 * @param known whether it stands in the table of gases, so that two names can be told apart
 */
record Gas(String name, boolean known) {}
