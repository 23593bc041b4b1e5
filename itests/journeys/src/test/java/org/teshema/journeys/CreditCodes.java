package org.teshema.journeys;

import java.util.random.RandomGenerator;

/** Unified social credit codes with right check characters (GB 32100), for organisations that a test enters. */
final class CreditCodes {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int BASE = ALPHABET.length();

    private CreditCodes() {}

    /** A code that most probably nobody else here has. */
    static String any(RandomGenerator random) {
        String organisation = organisation(random);
        String first = "91310115" + organisation;
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < first.length(); i++) {
            sum += ALPHABET.indexOf(first.charAt(i)) * weight;
            weight = weight * 3 % BASE;
        }
        return first + ALPHABET.charAt((BASE - sum % BASE) % BASE);
    }

    /** The nine characters of GB 11714 within it. */
    private static String organisation(RandomGenerator random) {
        int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
        var text = new StringBuilder("MA");
        for (int i = 2; i < 8; i++) {
            text.append(random.nextInt(10));
        }
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += Character.digit(text.charAt(i), 36) * weights[i];
        }
        int check = 11 - sum % 11;
        return text.append(check == 10 ? "X" : check == 11 ? "0" : Integer.toString(check))
                .toString();
    }
}
