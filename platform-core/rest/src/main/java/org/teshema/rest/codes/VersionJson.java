package org.teshema.rest.codes;

/**
 * A step that needs nothing but the version it starts from.
 *
 * @param version the version the thing was read with
 */
public record VersionJson(int version) {}
