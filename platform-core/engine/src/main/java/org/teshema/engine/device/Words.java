package org.teshema.engine.device;

import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** The texts of the register: of a certain length, on one line. */
final class Words {
    private Words() {}

    static String checked(String field, String text, int longest) {
        String words = text.strip();
        if (words.isEmpty() || words.length() > longest || words.chars().anyMatch(Character::isISOControl)) {
            throw wrong(
                    field,
                    "须为 1 至 " + longest + " 个字符，不含换行等控制字符。",
                    "Must have 1 to " + longest + " characters on one line.");
        }
        return words;
    }

    static Problem wrong(String field, String zh, String en) {
        return Problem.inField(ProblemType.INVALID, field, zh, en);
    }
}
