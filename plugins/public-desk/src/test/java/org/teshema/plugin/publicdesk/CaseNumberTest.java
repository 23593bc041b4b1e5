package org.teshema.plugin.publicdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaseNumberTest {
    private static final int DRAWN = 300;

    @Test
    void every_wrong_digit_and_every_two_neighbours_swapped_are_noticed() {
        for (int drawn = 0; drawn < DRAWN; drawn++) {
            String digits = CaseNumber.drawn().digits();
            assertEquals(14, digits.length());
            for (int at = 0; at < digits.length(); at++) {
                for (char other = '0'; other <= '9'; other++) {
                    String wrong = digits.substring(0, at) + other + digits.substring(at + 1);
                    assertEquals(
                            other == digits.charAt(at), CaseNumber.read(wrong).isPresent(), wrong);
                }
                if (at > 0) {
                    char one = digits.charAt(at - 1);
                    char next = digits.charAt(at);
                    String swapped = digits.substring(0, at - 1) + next + one + digits.substring(at + 1);
                    assertEquals(one == next, CaseNumber.read(swapped).isPresent(), swapped);
                }
            }
        }
    }

    @Test
    void a_number_is_read_as_people_type_it() {
        CaseNumber number = CaseNumber.drawn();
        String digits = number.digits();
        assertEquals(Optional.of(number), CaseNumber.read(number.grouped()));
        assertEquals(Optional.of(number), CaseNumber.read(" " + digits.substring(0, 7) + "-" + digits.substring(7)));
        var wide = new StringBuilder();
        digits.chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
        assertEquals(Optional.of(number), CaseNumber.read(wide.toString()));
        for (String wrong : List.of("", "0", digits + "0", digits.substring(1), "' or 1=1 --", "<script>", "一二三四")) {
            assertEquals(Optional.empty(), CaseNumber.read(wrong), wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> new CaseNumber("12345678901234".replace('4', '5')));
    }

    @Test
    void numbers_are_spread_over_their_whole_range_and_none_comes_twice() {
        var seen = new HashSet<String>();
        var firsts = new HashSet<String>();
        for (int drawn = 0; drawn < DRAWN; drawn++) {
            String digits = CaseNumber.drawn().digits();
            assertTrue(seen.add(digits), "drawn twice");
            firsts.add(digits.substring(0, 1));
        }
        assertEquals(10, firsts.size(), "each first digit comes in " + DRAWN + " numbers");
        assertNotEquals(CaseNumber.drawn(), CaseNumber.drawn());
    }
}
