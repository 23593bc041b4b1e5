package org.teshema.engine.suspect;

import java.util.Objects;
import java.util.Optional;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * What somebody tells of a label. Nothing is asked about who tells.
 *
 * @param words what stands on it: its number, or what its symbol says
 * @param why what is suspect
 * @param district where it is; empty where nobody knows
 * @param place where exactly, in words
 */
public record Report(String words, Why why, Optional<String> district, String place) {
    private static final int LONGEST = 400;
    private static final int LONGEST_PLACE = 200;

    /**
     * What is told.
     *
     * @throws Problem INVALID in the field that is empty or too long
     */
    public Report {
        words = words.strip();
        place = place.strip();
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(district, "district");
        if (words.isEmpty() || words.length() > LONGEST || isUnreadable(words)) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "words",
                    "请填写标牌上的编号或扫出的内容，最多 " + LONGEST + " 个字符。",
                    "Give the number on the label or what its symbol says, at most " + LONGEST + " characters.");
        }
        if (place.isEmpty() || place.length() > LONGEST_PLACE || isUnreadable(place)) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "place",
                    "请写明标牌在哪里，最多 " + LONGEST_PLACE + " 个字符。",
                    "Say where the label is, in at most " + LONGEST_PLACE + " characters.");
        }
    }

    /** Characters that no database keeps, or that nobody sees. */
    private static boolean isUnreadable(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    /** What makes two reports one: the text without blanks, so that a number is one however its digits are grouped. */
    String normal() {
        return words.replaceAll("\\s+", "");
    }
}
