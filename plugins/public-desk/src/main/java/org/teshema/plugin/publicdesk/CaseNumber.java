package org.teshema.plugin.publicdesk;

import java.text.Normalizer;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What somebody asks by how their case stands 案件查询号: 13 random digits (43 bits) and a check digit, which can be said on the telephone.
 * Digit i counts 2^i, and all of them together come to a multiple of 11: a wrong digit changes the sum by less than 11 times a power of 2,
 * and two neighbours swapped by their difference times one, so each is noticed. Numbers whose check digit would be ten are not drawn.
 *
 * @param digits 14 digits
 */
record CaseNumber(String digits) {
    private static final int LENGTH = 14;
    private static final long RANGE = 10_000_000_000_000L;
    private static final Pattern FORM = Pattern.compile("[0-9]{" + LENGTH + "}");

    CaseNumber {
        if (!FORM.matcher(digits).matches() || sum(digits) != 0) {
            throw new IllegalArgumentException("Not a case number");
        }
    }

    /** One that nobody can guess. */
    static CaseNumber drawn() {
        while (true) {
            UUID random = UUID.randomUUID();
            long drawn =
                    Math.floorMod(random.getLeastSignificantBits() ^ (random.getMostSignificantBits() << 32), RANGE);
            String first = Long.toString(RANGE + drawn).substring(1);
            // The last digit counts 2^0, so that it is what is missing to a multiple of 11.
            int check = Math.floorMod(-sum(first + "0"), 11);
            if (check < 10) {
                return new CaseNumber(first + check);
            }
        }
    }

    /** What somebody typed, with blanks, hyphens and full-width digits as it may be; empty where it is none. */
    static Optional<CaseNumber> read(String typed) {
        String digits = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s-]", "");
        return FORM.matcher(digits).matches() && sum(digits) == 0
                ? Optional.of(new CaseNumber(digits))
                : Optional.empty();
    }

    /** As it is shown and said. */
    String grouped() {
        return digits.substring(0, 4) + " " + digits.substring(4, 9) + " " + digits.substring(9);
    }

    private static int sum(String digits) {
        int sum = 0;
        int weight = 1;
        for (int i = digits.length() - 1; i >= 0; i--) {
            sum += weight * (digits.charAt(i) - '0');
            weight = weight * 2 % 11;
        }
        return sum % 11;
    }
}
