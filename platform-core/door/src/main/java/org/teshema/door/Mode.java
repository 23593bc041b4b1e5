package org.teshema.door;

/** Who may bring code in. */
public enum Mode {
    /** What was shipped, and what came in as a release. */
    PRODUCTION,
    /** Also jars of the plugin folder that nobody signed: for those who write plugins. */
    DEVELOPER;

    /** The property of the framework that says which. */
    public static final String PROPERTY = "teshema.mode";

    /**
     * The mode of that name; production where nothing is said.
     *
     * @throws IllegalArgumentException for any other word, so that a misspelt one opens nothing
     */
    static Mode of(String word) {
        if (word == null || word.isBlank() || word.strip().equals("production")) {
            return PRODUCTION;
        }
        if (word.strip().equals("developer")) {
            return DEVELOPER;
        }
        throw new IllegalArgumentException(PROPERTY + " 只能是 production 或 developer，而不是“" + word + "” / " + PROPERTY
                + " is production or developer, not \"" + word + "\"");
    }
}
