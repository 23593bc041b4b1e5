package org.teshema.engine.device;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.trust.code.ShortNumber;

/**
 * What somebody typed to find devices: a number from a label or a certificate, or words with spaces between them, each of which must be
 * found.
 *
 * @param number what was typed as a number of the register, in the form they are compared in
 * @param code the same as the number on a label, where it is one
 * @param words the words, at most {@value #MOST}
 */
record Terms(String number, Optional<ShortNumber> code, List<String> words) {
    /** Most words. */
    static final int MOST = 4;

    private static final int LONGEST = 60;

    /** Reads what was typed. */
    static Terms of(String typed) {
        String stripped = typed.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "q",
                    "请填写 1 到 " + LONGEST + " 个字的查询内容，不含换行等控制字符。",
                    "Type 1 to " + LONGEST + " characters on one line to look for.");
        }
        List<String> words =
                Arrays.stream(stripped.split("\\s+", MOST)).map(String::strip).toList();
        return new Terms(IdentifierFormats.normal(stripped), ShortNumber.parse(stripped), words);
    }

    /** The word as the pattern of a {@code like} with {@code !} for escapes. */
    static String pattern(String word) {
        return "%" + word.replaceAll("[!%_]", "!$0") + "%";
    }

    /**
     * What every text that holds the word holds: its pairs of neighbouring characters, or the one character it is. The index of names and
     * places is made of the same.
     */
    static Set<String> grams(String word) {
        int[] points = word.codePoints().toArray();
        if (points.length < 2) {
            return Set.of(word);
        }
        var grams = new LinkedHashSet<String>();
        for (int i = 0; i + 1 < points.length; i++) {
            grams.add(new String(points, i, 2));
        }
        return grams;
    }

    /** The same in one text, with a character between them that no name has. */
    static String joined(Set<String> grams) {
        return grams.stream().collect(Collectors.joining(SEPARATOR));
    }

    /** Between grams. */
    static final String SEPARATOR = "\u0001";
}
