package org.teshema.engine.reference;

import java.util.regex.Pattern;

/**
 * The arithmetic of the unified social credit code 统一社会信用代码 (GB 32100-2015) and of the organisation code 组织机构代码
 * (GB 11714) within it. Stateless.
 */
public final class CreditCode {
    /** The 31 characters: digits and capital letters without I, O, S, V and Z. */
    public static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{2}[0-9]{6}[" + ALPHABET + "]{10}");
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private CreditCode() {}

    /** Whether these are 18 characters of the right form with the right check character. */
    public static boolean isValid(String code) {
        return FORM.matcher(code).matches() && code.charAt(17) == check(code.substring(0, 17));
    }

    /**
     * The 18th character for the first 17: the weights are the powers of 3 modulo 31, the sum of all 18 with weight 1 for the
     * last is a multiple of 31.
     *
     * @param first17 characters of the alphabet
     */
    public static char check(String first17) {
        if (first17.length() != 17) {
            throw new IllegalArgumentException("The check character is made of 17 characters, not " + first17.length());
        }
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            int value = ALPHABET.indexOf(first17.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("No character of a credit code: " + first17.charAt(i));
            }
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** Whether these are an organisation code: eight characters, an optional hyphen, and the right check character. */
    public static boolean isOrganisationCode(String code) {
        String plain = code.length() == 10 && code.charAt(8) == '-' ? code.substring(0, 8) + code.charAt(9) : code;
        return plain.matches("[0-9A-Z]{8}[0-9X]") && plain.charAt(8) == organisationCheck(plain.substring(0, 8));
    }

    /**
     * The ninth character of an organisation code.
     *
     * @param first8 digits and capital letters
     */
    public static char organisationCheck(String first8) {
        if (first8.length() != 8) {
            throw new IllegalArgumentException("The check character is made of 8 characters, not " + first8.length());
        }
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            // Letters count from 10: A is 10, Z is 35.
            sum += Character.digit(first8.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : Character.forDigit(check % 11, 10);
    }
}
