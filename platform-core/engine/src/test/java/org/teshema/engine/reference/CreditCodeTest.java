package org.teshema.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CreditCodeTest {
    private static final List<String> REAL = List.of("9144030071526726XG", "91310000132200821H");

    @Test
    void real_codes_are_right_and_one_with_another_check_character_is_not() {
        REAL.forEach(code -> assertTrue(CreditCode.isValid(code), code));
        assertFalse(CreditCode.isValid("9144030071526726XH"));
        assertTrue(CreditCode.isOrganisationCode("71526726X"));
        assertTrue(CreditCode.isOrganisationCode("71526726-X"));
        assertFalse(CreditCode.isOrganisationCode("71526726Y"));
        assertFalse(CreditCode.isOrganisationCode("715267260"));
    }

    @Test
    void every_single_wrong_character_is_noticed() {
        for (String code : REAL) {
            for (int i = 0; i < code.length(); i++) {
                for (char other : CreditCode.ALPHABET.toCharArray()) {
                    if (other != code.charAt(i)) {
                        String wrong = code.substring(0, i) + other + code.substring(i + 1);
                        assertFalse(CreditCode.isValid(wrong), wrong);
                    }
                }
            }
        }
    }

    @Test
    void every_swap_of_two_neighbours_is_noticed() {
        var random = new SplittableRandom(1);
        for (int n = 0; n < 2_000; n++) {
            String code = random(random);
            assertTrue(CreditCode.isValid(code), code);
            for (int i = 0; i < 17; i++) {
                if (code.charAt(i) != code.charAt(i + 1)) {
                    String swapped = code.substring(0, i) + code.charAt(i + 1) + code.charAt(i) + code.substring(i + 2);
                    assertFalse(CreditCode.isValid(swapped), swapped);
                }
            }
        }
    }

    @Test
    void what_has_another_form_is_no_code() {
        for (String text : List.of(
                "",
                "9144030071526726X",
                "9144030071526726XGG",
                "9144030071526726xg",
                "91440300715267260I",
                "91A4030071526726XG")) {
            assertFalse(CreditCode.isValid(text), text);
        }
        assertEquals('G', CreditCode.check("9144030071526726X"));
        assertEquals('X', CreditCode.organisationCheck("71526726"));
    }

    private static String random(SplittableRandom random) {
        var first = new StringBuilder("91");
        for (int i = 0; i < 6; i++) {
            first.append(random.nextInt(10));
        }
        for (int i = 0; i < 9; i++) {
            first.append(CreditCode.ALPHABET.charAt(random.nextInt(31)));
        }
        return first.toString() + CreditCode.check(first.toString());
    }
}
