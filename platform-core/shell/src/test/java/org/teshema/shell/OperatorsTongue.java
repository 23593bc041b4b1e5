package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;

/** How the console speaks: in sentences. */
final class OperatorsTongue {
    private OperatorsTongue() {}

    /** No stack trace, and no name of a class or an exception. */
    static void isHuman(String said) {
        assertFalse(said.contains("\tat "), said);
        assertFalse(said.contains("Exception"), said);
        assertFalse(said.matches("(?s).*\\b(java|org)\\.\\w+\\.\\w+.*"), said);
        assertFalse(said.contains("Optional"), said);
        assertFalse(said.contains("null"), said);
    }
}
