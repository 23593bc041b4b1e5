package org.teshema.plugin.explosionproof;

import java.text.Normalizer;

/**
 * A text as the grammar wants it: lower case, half width, Roman digits as letters, one space for any white space; each
 * character knows where it stood in the text as written.
 */
final class PlainText {
    private final String written;
    private final StringBuilder plain = new StringBuilder();
    private int[] at = new int[64];

    private PlainText(String written) {
        this.written = written;
    }

    static PlainText of(String written) {
        var text = new PlainText(written);
        int i = 0;
        while (i < written.length()) {
            int point = written.codePointAt(i);
            text.add(point, i);
            i += Character.charCount(point);
        }
        return text;
    }

    int length() {
        return plain.length();
    }

    /** The character there; 0 behind the end. */
    char charAt(int index) {
        return index < plain.length() ? plain.charAt(index) : 0;
    }

    boolean has(String words, int index) {
        return plain.length() - index >= words.length() && matches(words, index);
    }

    private boolean matches(String words, int index) {
        for (int i = 0; i < words.length(); i++) {
            if (plain.charAt(index + i) != words.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the character stood in the text as written. */
    int position(int index) {
        return index < plain.length() ? at[index] : written.length();
    }

    /** What was written between two places. */
    String written(int from, int until) {
        return written.substring(position(from), position(until)).strip();
    }

    /** A few characters from that place on, as written. */
    String sample(int index) {
        int from = position(index);
        String rest = written.substring(from, Math.min(from + 24, written.length()));
        int most = Math.min(12, rest.codePointCount(0, rest.length()));
        return rest.substring(0, rest.offsetByCodePoints(0, most)).strip();
    }

    private void add(int point, int position) {
        if (point < 128) {
            put((char) point, position);
            return;
        }
        switch (point) {
            case 'º', '˚', '゜' -> put('°', position);
            case '–', '—', '−', '‐', '‑', '～', '〜', '∼', '―' -> put('~', position);
            case '【', '〔', '［' -> put('[', position);
            case '】', '〕', '］' -> put(']', position);
            case '⋯' -> put('.', position);
            case '。' -> put(';', position);
            default -> {
                if (Character.getType(point) != Character.FORMAT) {
                    String one = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
                    for (int i = 0; i < one.length(); i++) {
                        put(one.charAt(i), position);
                    }
                }
            }
        }
    }

    private void put(char c, int position) {
        char small = Character.toLowerCase(c);
        if (c == '\n' || c == '\r') {
            small = ';';
        } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
            small = ' ';
            if (plain.length() > 0 && plain.charAt(plain.length() - 1) == ' ') {
                return;
            }
        }
        if (plain.length() == at.length) {
            at = java.util.Arrays.copyOf(at, at.length * 2);
        }
        at[plain.length()] = position;
        plain.append(small);
    }
}
