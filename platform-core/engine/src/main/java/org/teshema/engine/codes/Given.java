package org.teshema.engine.codes;

import java.util.List;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Checks of what people hand in: each names the field, what was expected and what to do. */
final class Given {
    private Given() {}

    /** A text that must be there, stripped, of at most that many characters, without control characters. */
    static String text(String value, String field, int most) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.length() > most || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    "“" + field + "”应填写 1 至 " + most + " 个字符的文字。",
                    "\"" + field + "\" takes a text of 1 to " + most + " characters.");
        }
        return text;
    }

    /** One of a closed list. */
    static void oneOf(String value, String field, List<String> allowed) {
        if (value == null || !allowed.contains(value)) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    "“" + field + "”应为 " + String.join("、", allowed) + " 之一。",
                    "\"" + field + "\" is one of " + String.join(", ", allowed) + ".");
        }
    }

    /** A whole number in a range. */
    static int within(long value, String field, long least, long most) {
        if (value < least || value > most) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    "“" + field + "”应在 " + least + " 到 " + most + " 之间，而不是 " + value + "。",
                    "\"" + field + "\" is " + least + " to " + most + ", not " + value + ".");
        }
        return Math.toIntExact(value);
    }

    /** A positive identity. */
    static long id(long value, String field) {
        if (value <= 0) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    "“" + field + "”应为正整数编号。",
                    "\"" + field + "\" is the positive number of an existing thing.");
        }
        return value;
    }

    /** Refuses a change asked for on the ground of what is no longer so. */
    static void sameVersion(int current, int asked) {
        if (current != asked) {
            throw Problem.inField(
                    ProblemType.STALE_VERSION,
                    "version",
                    "数据已被他人修改（当前版本 " + current + "，提交的版本 " + asked + "）；请刷新后重试。",
                    "It was changed meanwhile: the version is " + current + " and the request says " + asked
                            + ". Read it again and retry.");
        }
    }

    /** There is no such thing, or the asker may not know of it. */
    static Problem unknown(String field, String zh, String en) {
        return Problem.inField(
                ProblemType.NOT_FOUND,
                field,
                "未找到该" + zh + "，或不在您的管辖范围内；请核对编号。",
                "There is no such " + en + ", or it is not within your scope. Please check the number.");
    }
}
