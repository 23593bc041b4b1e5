package org.teshema.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Tells a path that means one thing from one that different readers would read differently. Only the first goes on to a resource; the
 * server below lets everything through, so that it is this class that answers, in the platform's own words.
 */
final class RawPath {
    private static final String UNRESERVED = "-._~!$&'()*+,=:@";

    private RawPath() {}

    /**
     * Whether the raw path of a request is plain: begins with a slash, no empty or dotted segment, no parameters ({@code ;}), only the
     * characters of RFC 3986, and escapes that are whole, valid UTF-8 and hide neither a slash, a backslash, a dot nor a control character.
     */
    static boolean isPlain(String path) {
        if (path == null || path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        if (path.contains("//")
                || path.contains("/./")
                || path.contains("/../")
                || path.endsWith("/.")
                || path.endsWith("/..")) {
            return false;
        }
        boolean escaped = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                escaped = true;
            } else if (!isLetterOrDigit(c) && c != '/' && UNRESERVED.indexOf(c) < 0) {
                return false;
            }
        }
        return !escaped || hasPlainEscapes(path);
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean hasPlainEscapes(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            if (i + 2 >= path.length()) {
                return false;
            }
            int high = Character.digit(path.charAt(i + 1), 16);
            int low = Character.digit(path.charAt(i + 2), 16);
            int value = high * 16 + low;
            if (high < 0 || low < 0 || value < ' ' || value == 0x7F || "/\\.;%".indexOf(value) >= 0) {
                return false;
            }
            bytes.put((byte) value);
            i += 2;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
