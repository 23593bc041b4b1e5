package org.teshema.engine.proposal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a proposal. */
public enum Decision {
    /** Whoever writes such entries agrees, and the entry is corrected. */
    CONFIRMED,
    /** They do not, and it stays as it is. */
    DECLINED,
    /** The authority corrects it, whatever they said. */
    OVERRIDDEN;

    /** As entries and addresses write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The decision of that word. */
    public static Optional<Decision> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    boolean corrects() {
        return this != DECLINED;
    }
}
