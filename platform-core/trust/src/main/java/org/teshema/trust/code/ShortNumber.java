package org.teshema.trust.code;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number of a code for people: spoken on the phone, typed where no camera is at hand. Twelve random digits, the first
 * not 0, and a check digit.
 *
 * <p>The check digit is Damm's: it finds every single wrong digit and every swap of two neighbours. The digits are drawn
 * for themselves and say nothing about the code's id; about one number in a million belongs to a code, and whoever takes
 * typed numbers MUST limit their rate.
 *
 * @param digits {@value #LENGTH} digits, check digit last
 */
public record ShortNumber(String digits) {
    /** Number of digits, the check digit included. */
    public static final int LENGTH = 13;

    private static final int LONGEST_TYPED = 64;
    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{12}");

    /** A quasigroup of order ten, totally anti-symmetric, zeros on its diagonal (Damm 2004). */
    private static final int[][] TABLE = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
    };

    /** Checks form and check digit. */
    public ShortNumber {
        Objects.requireNonNull(digits, "digits");
        if (!SHAPE.matcher(digits).matches() || check(digits) != 0) {
            throw new IllegalArgumentException("短号应为 13 位数字，首位不为 0，末位为校验位"
                    + " / a short number has 13 digits, the first not 0, the last a check digit");
        }
    }

    /** A new number; hand in a cryptographically strong source. */
    public static ShortNumber random(SecureRandom random) {
        long twelve = random.nextLong(100_000_000_000L, 1_000_000_000_000L);
        String body = Long.toString(twelve);
        return new ShortNumber(body + check(body));
    }

    /**
     * The number that somebody typed. White space, hyphens and dashes are ignored, full-width digits are taken as digits.
     *
     * @return empty when it is not a number with a right check digit
     */
    public static Optional<ShortNumber> parse(String typed) {
        if (typed == null || typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(LENGTH);
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c >= '０' && c <= '９') {
                digits.append((char) (c - '０' + '0'));
            } else if (!isSeparator(c)) {
                return Optional.empty();
            }
        }
        String text = digits.toString();
        boolean good = SHAPE.matcher(text).matches() && check(text) == 0;
        return good ? Optional.of(new ShortNumber(text)) : Optional.empty();
    }

    /** The digits in groups, as printed: {@code 1234 5678 9012 3}. */
    public String grouped() {
        return digits.substring(0, 4)
                + ' '
                + digits.substring(4, 8)
                + ' '
                + digits.substring(8, 12)
                + ' '
                + digits.substring(12);
    }

    @Override
    public String toString() {
        return grouped();
    }

    private static boolean isSeparator(char c) {
        boolean dash = c == '-' || c == '－' || (c >= '\u2010' && c <= '\u2015');
        return dash || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static int check(String digits) {
        int state = 0;
        for (int i = 0; i < digits.length(); i++) {
            state = TABLE[state][digits.charAt(i) - '0'];
        }
        return state;
    }
}
