package org.teshema.trust.code;

import java.util.Optional;

/**
 * One way in which codes are or were ever written. A format is never taken away: labels outlive programs.
 *
 * <p>Implementations MUST be immutable, MUST be safe for use by many threads and MUST NOT throw, whatever the text.
 */
public interface CodeFormat {
    /** A short name that never changes, such as {@code signed-v1}; stored with every code. */
    String name();

    /**
     * Whether this text has the form of this format. It MUST decide by form alone, quickly, and no text may be recognised by
     * two formats.
     *
     * @param text what follows the prefix, or a whole scanned address; at most {@value CodeReader#LONGEST} printable
     *     ASCII characters
     */
    boolean recognises(String text);

    /**
     * Reads a recognised text.
     *
     * @param prefix under which it was found
     * @param text recognised before; anything else is refused as malformed
     */
    CodeReading read(CodePrefix prefix, String text);

    /**
     * What is wrong with a text that no format recognises but that looks like a damaged one of this format.
     *
     * @return empty when it does not
     */
    default Optional<CodeReading.Refused> damaged(String text) {
        return Optional.empty();
    }
}
