package org.teshema.trust.label;

import java.util.List;
import java.util.Objects;

/**
 * What stands on one label.
 *
 * @param title the headline, such as 上海智慧电梯 or 特种设备码
 * @param number the short number for people, grouped as it is printed
 * @param codeUrl the full text of the symbol
 * @param lines further lines of this label between number and city line, such as the part a child code belongs to; at
 *     most two, usually none
 */
public record LabelText(String title, String number, String codeUrl, List<String> lines) {

    private static final int MOST_LINES = 2;

    public LabelText {
        requireText(title, "title");
        requireText(number, "number");
        requireText(codeUrl, "code");
        lines = List.copyOf(lines);
        lines.forEach(line -> requireText(line, "line"));
        if (lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("标牌附加文字最多 " + MOST_LINES + " 行 / a label takes at most " + MOST_LINES
                    + " further lines, not " + lines.size());
        }
    }

    /** A label without further lines. */
    public LabelText(String title, String number, String codeUrl) {
        this(title, number, codeUrl, List.of());
    }

    private static void requireText(String text, String what) {
        Objects.requireNonNull(text, what);
        if (text.isBlank()) {
            throw new IllegalArgumentException("标牌缺少内容 / the " + what + " of a label must not be blank");
        }
    }
}
