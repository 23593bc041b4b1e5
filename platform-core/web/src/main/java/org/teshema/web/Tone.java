package org.teshema.web;

/** How something shown is meant; a page says it in a word and a sign, the colour only repeats it. */
public enum Tone {
    /** A fact without a judgement. */
    PLAIN,
    /** As it should be. */
    GOOD,
    /** Something to mind. */
    WARNING,
    /** Something is wrong. */
    BAD;

    /** The name of its style and of its sign. */
    String style() {
        return switch (this) {
            case PLAIN -> "plain";
            case GOOD -> "good";
            case WARNING -> "warning";
            case BAD -> "bad";
        };
    }
}
