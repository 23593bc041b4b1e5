package org.teshema.trust.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShortNumberTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void everySingleWrongDigitIsCaught() {
        for (int i = 0; i < 2000; i++) {
            String digits = ShortNumber.random(random).digits();
            for (int at = 0; at < digits.length(); at++) {
                for (char digit = '0'; digit <= '9'; digit++) {
                    String typed = digits.substring(0, at) + digit + digits.substring(at + 1);
                    assertEquals(typed.equals(digits), ShortNumber.parse(typed).isPresent(), typed);
                }
            }
        }
    }

    @Test
    void everySwapOfNeighboursIsCaught() {
        for (int i = 0; i < 10_000; i++) {
            String digits = ShortNumber.random(random).digits();
            for (int at = 0; at + 1 < digits.length(); at++) {
                String typed =
                        digits.substring(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.substring(at + 2);
                assertEquals(typed.equals(digits), ShortNumber.parse(typed).isPresent(), typed);
            }
        }
    }

    @Test
    void whatPeopleTypeIsUnderstood() {
        ShortNumber number = ShortNumber.random(random);
        String d = number.digits();
        StringBuilder wide = new StringBuilder();
        d.chars().forEach(c -> wide.append((char) (c - '0' + '０')));
        for (String typed : new String[] {
            d,
            number.grouped(),
            " " + d + "\t",
            d.substring(0, 4) + "-" + d.substring(4, 8) + "–" + d.substring(8),
            d.substring(0, 6) + "\u3000" + d.substring(6) + "\u00a0",
            d.substring(0, 6) + "－" + d.substring(6),
            wide.toString()
        }) {
            assertEquals(Optional.of(number), ShortNumber.parse(typed), typed);
        }
    }

    @Test
    void anythingElseIsNoNumber() {
        String d = ShortNumber.random(random).digits();
        for (String typed : new String[] {
            "",
            "0",
            d.substring(1),
            d + "0",
            "0000000000000",
            d.replace(d.charAt(3), 'x'),
            d + "\0",
            d + "%",
            "+" + d,
            d + " ".repeat(100),
            "１".repeat(40),
            "٣".repeat(13)
        }) {
            assertEquals(Optional.empty(), ShortNumber.parse(typed), typed);
        }
        assertEquals(Optional.empty(), ShortNumber.parse(null));
        assertThrows(IllegalArgumentException.class, () -> new ShortNumber("0000000000000"));
        assertThrows(IllegalArgumentException.class, () -> new ShortNumber(d + "1"));
    }

    @Test
    void numbersAreSpreadOverTheWholeRangeAndDoNotRepeat() {
        Set<String> seen = new HashSet<>();
        int[] firstDigits = new int[10];
        for (int i = 0; i < 20_000; i++) {
            ShortNumber number = ShortNumber.random(random);
            assertTrue(i >= 1000 || seen.add(number.digits()));
            firstDigits[number.digits().charAt(0) - '0']++;
        }
        assertEquals(0, firstDigits[0]);
        for (int digit = 1; digit < 10; digit++) {
            assertTrue(firstDigits[digit] > 1800 && firstDigits[digit] < 2650, digit + ": " + firstDigits[digit]);
        }
    }

    @Test
    void aNumberIsPrintedInGroups() {
        ShortNumber number = new ShortNumber(ShortNumber.random(random).digits());
        assertTrue(number.grouped().matches("[1-9]\\d{3} \\d{4} \\d{4} \\d"), number.grouped());
        assertFalse(number.grouped().equals(number.digits()));
    }
}
