package org.teshema.rest.codes;

/**
 * A step that must be explained.
 *
 * @param version the version the thing was read with
 * @param reason why, 1 to 400 characters
 */
public record ReasonJson(int version, String reason) {}
