package org.teshema.plugin.explosionproof;

import org.teshema.api.text.Text;

/** What was read of one of the marks in a text. */
sealed interface Reading permits Mark, Reading.Unreadable {
    /** The part of the text it was read from, as written. */
    String text();

    /**
     * A mark that could not be read.
     *
     * @param rule what was broken
     * @param position place of the first character that did not fit, counted from 0 in the whole text
     * @param reason what was found and what was expected
     */
    record Unreadable(String text, Rule rule, int position, Text reason) implements Reading {}

    /** The rules of the grammar a text may break. */
    enum Rule {
        TYPE,
        BRACKET,
        GROUP,
        TEMPERATURE,
        LEVEL,
        REST
    }
}
