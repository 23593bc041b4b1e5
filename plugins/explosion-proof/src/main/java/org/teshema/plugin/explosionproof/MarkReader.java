package org.teshema.plugin.explosionproof;

import java.util.List;

/**
 * Reads explosion-protection marks as people type them off plates (GB/T 3836.1-2021 and older ones). It takes any text, throws
 * nothing, and needs time in proportion to the length. What does not fit the grammar is told with its place; nothing is
 * ever guessed into it.
 */
final class MarkReader {
    private final ExTables tables;

    MarkReader(ExTables tables) {
        this.tables = tables;
    }

    /** What each mark in the text says, in order; empty for a text with nothing in it. */
    List<Reading> read(String text) {
        return new MarkPass(PlainText.of(text), tables).all();
    }
}
