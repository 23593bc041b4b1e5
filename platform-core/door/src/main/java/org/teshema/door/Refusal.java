package org.teshema.door;

/**
 * A bundle that was not let in.
 *
 * @param bundle its symbolic name and version
 * @param location where it came from
 * @param zh why, in Chinese
 * @param en why, in English
 */
public record Refusal(String bundle, String location, String zh, String en) {
    @Override
    public String toString() {
        return bundle + " (" + location + "): " + zh + " / " + en;
    }
}
