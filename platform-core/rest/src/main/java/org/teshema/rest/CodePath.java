package org.teshema.rest;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.teshema.trust.code.CodePrefix;

/**
 * Where codes are answered: under {@code /s/} always, and under the path of the prefix that is printed on the labels of this installation,
 * such as {@code /t/}. Where that path belongs to the platform's own pages as well, only what can be nothing but the text of a code counts.
 *
 * @param root path of the printed prefix; begins and ends with a slash
 */
public record CodePath(String root) {
    /** Under this path codes are answered whatever is printed. */
    public static final String USUAL = "/s/";

    private static final Set<String> TAKEN = Set.of("", "api", "assets", "login", "logout", "n", "problems", "verify");
    // A number for people has 13 digits, the text of a code fifteen times as many.
    private static final int SHORTEST_TEXT = 30;

    public CodePath {
        Objects.requireNonNull(root, "root");
        if (!root.startsWith("/") || !root.endsWith("/")) {
            throw new IllegalArgumentException("a path of codes begins and ends with a slash, not " + root);
        }
    }

    /** Where the codes of that prefix are answered. */
    public static CodePath of(CodePrefix prefix) {
        return new CodePath(prefix.path());
    }

    /**
     * The text of the code that a raw path leads to, and whatever follows it: what stands behind {@code /s/} or behind the path of the
     * prefix; empty for a path that leads to no code.
     */
    public Optional<String> text(String path) {
        if (path.startsWith(USUAL)) {
            return Optional.of(path.substring(USUAL.length()));
        }
        if (!path.startsWith(root)) {
            return Optional.empty();
        }
        String text = path.substring(root.length());
        return isShared() && !isCode(text) ? Optional.empty() : Optional.of(text);
    }

    /** Whether {@code /s/} is all there is. */
    boolean isUsual() {
        return root.equals(USUAL);
    }

    private boolean isShared() {
        return TAKEN.contains(root.substring(1).replaceFirst("/.*", ""));
    }

    private static boolean isCode(String text) {
        int end = text.indexOf('/');
        String first = end < 0 ? text : text.substring(0, end);
        return first.length() >= SHORTEST_TEXT && first.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
