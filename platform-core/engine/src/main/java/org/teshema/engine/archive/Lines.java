package org.teshema.engine.archive;

import java.util.regex.Pattern;
import org.teshema.api.archive.FieldType;

/**
 * Line breaks in texts, however they are read: a browser sends CR and LF, an entry keeps a line feed. Where a form asks for one line
 * they are blanks. Every other control character is refused, or in a kind that is urgent left out. Stateless.
 */
final class Lines {
    private static final Pattern BREAK = Pattern.compile("\\r\\n?|\\n");

    private Lines() {}

    /** The text with its line breaks as a field of that type has them. */
    static String of(FieldType.Words type, String text) {
        return type.hasLines() ? BREAK.matcher(text).replaceAll("\n") : one(text);
    }

    /** The text in one line. */
    static String one(String text) {
        return BREAK.matcher(text).replaceAll(" ");
    }

    /** As much of it as a field of that type can hold; empty when that is nothing. */
    static String cleaned(FieldType.Words type, String text) {
        String good = of(type, text)
                .codePoints()
                .filter(c -> !isControl(c, type.hasLines()))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return good.codePointCount(0, good.length()) <= type.maxLength()
                ? good
                : good.substring(0, good.offsetByCodePoints(0, type.maxLength()))
                        .strip();
    }

    /** Whether it holds a control character or half of one outside the plane; line feeds are none where there may be lines. */
    static boolean hasControls(String text, boolean lines) {
        return text.codePoints().anyMatch(c -> isControl(c, lines));
    }

    private static boolean isControl(int c, boolean lines) {
        return (Character.isISOControl(c) && !(lines && c == '\n')) || Character.getType(c) == Character.SURROGATE;
    }
}
