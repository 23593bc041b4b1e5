package org.teshema.trust.symbol;

import java.util.List;
import java.util.Random;

/** Texts as they stand in codes, and others, made from a seed. */
final class Payloads {

    static final List<Correction> LEVELS = List.of(Correction.values());

    private Payloads() {}

    static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    /** A signed code: lower-case prefix and 198 digits. */
    static String signedCode(Random random) {
        return "https://s.sh.gov.cn/t/" + digits(random, 198);
    }

    /** A text of any of the kinds that the encoder tells apart, short enough for version 10 at level H. */
    static String any(Random random) {
        String lower = "https://s.example.cn/ab-_.~%?=&";
        String upper = "HTTPS://S.EXAMPLE.CN/ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        StringBuilder text = new StringBuilder();
        String alphabet = switch (random.nextInt(3)) {
            case 0 -> lower;
            case 1 -> upper;
            default -> "0123456789";
        };
        int head = 1 + random.nextInt(60);
        for (int i = 0; i < head; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text + digits(random, random.nextInt(120));
    }
}
