package org.teshema.trust.code;

import java.util.Objects;

/**
 * One sentence for people in both languages of the platform.
 *
 * @param zh Chinese
 * @param en English
 */
public record Wording(String zh, String en) {
    /** Both must be there. */
    public Wording {
        Objects.requireNonNull(zh, "zh");
        Objects.requireNonNull(en, "en");
    }

    /** Both sentences, Chinese first. */
    @Override
    public String toString() {
        return zh + " / " + en;
    }
}
