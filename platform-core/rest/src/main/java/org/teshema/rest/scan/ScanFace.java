package org.teshema.rest.scan;

import java.util.Locale;

/** The three faces of a scan. */
public enum ScanFace {
    /** A page for people. */
    HTML("text/html; charset=utf-8"),
    /** JSON for programs. */
    JSON("application/json"),
    /** Links for resolvers, RFC 9264. */
    LINKSET("application/linkset+json");

    private final String mediaType;

    ScanFace(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /**
     * The face an {@code Accept} header asks for: the one of the highest quality, in the order of this enum among equals; a page when it
     * names none of the three, since a person is better helped by a page than by 406.
     */
    public static ScanFace of(String accept) {
        if (accept == null || accept.isEmpty() || accept.equals("*/*")) {
            return HTML;
        }
        if (accept.equals("application/json")) {
            return JSON;
        }
        ScanFace best = HTML;
        double weight = 0;
        for (ScanFace face : values()) {
            double asked = weight(accept, face);
            if (asked > weight) {
                best = face;
                weight = asked;
            }
        }
        return best;
    }

    /** The quality of the most specific range that fits; of equal qualities the more specific one weighs more. */
    private static double weight(String accept, ScanFace face) {
        String type = face == HTML ? "text/html" : face.mediaType;
        String family = type.substring(0, type.indexOf('/')) + "/*";
        int specific = -1;
        double quality = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", 40)) {
            String[] parts = range.trim().split("\\s*;\\s*", 10);
            int fits = parts[0].equals(type) ? 2 : parts[0].equals(family) ? 1 : parts[0].equals("*/*") ? 0 : -1;
            if (fits > specific) {
                specific = fits;
                quality = quality(parts);
            }
        }
        return quality <= 0 ? 0 : quality + specific * 0.0001;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("q=")) {
                try {
                    return Double.parseDouble(parts[i].substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
