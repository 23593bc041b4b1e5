package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScanCommandTest {
    private static OperatorsCity city;

    @BeforeAll
    static void open() {
        city = new OperatorsCity(200);
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @Test
    void a_bound_code_shows_verdict_device_and_the_emergency_line() {
        String said = city.typed("teshema:scan " + city.shownCodes().get(0));
        assertTrue(said.startsWith("GENUINE  "), said);
        assertTrue(said.contains("  device  "), said);
        assertTrue(said.contains("  place   "), said);
        assertTrue(said.contains("  110  "), said);
        OperatorsTongue.isHuman(said);
        String english =
                city.typed("teshema:scan --english " + city.shownCodes().get(0));
        assertTrue(english.contains("Emergency rescue"), english);
        assertFalse(english.contains("应急救援"), english);
    }

    @Test
    void claimed_and_blank_codes_say_what_comes_next_and_show_no_device() {
        for (int i : new int[] {1, 2}) {
            String said = city.typed("teshema:scan " + city.shownCodes().get(i));
            assertTrue(said.startsWith(i == 1 ? "CLAIMED  " : "NOT_IN_USE  "), said);
            assertFalse(said.contains("  device  "), said);
            OperatorsTongue.isHuman(said);
        }
    }

    @Test
    void the_digits_alone_and_the_number_on_the_label_will_do() {
        String address = city.shownCodes().get(0);
        String whole = city.typed("teshema:scan " + address);
        assertEquals(whole, city.typed("teshema:scan " + address.substring(address.lastIndexOf('/') + 1)));
        long number = city.count("select number from code where state = 'BOUND' fetch first 1 rows only");
        String byNumber = city.typed("teshema:scan " + number);
        assertTrue(byNumber.startsWith("GENUINE  "), byNumber);
        assertTrue(byNumber.contains(Long.toString(number)), byNumber);
    }

    @Test
    void a_plugins_clocks_and_every_sort_of_section_are_printed() {
        try (var served = new OperatorsCity(200)) {
            served.serve(new Forklifts(Optional.empty(), "3000"));
            String said =
                    served.typed("teshema:scan --english " + served.shownCodes().get(0));
            for (String line : new String[] {
                "  Inspection  VALID  2026-12-03",
                "[forklift] Forklift trucks",
                "    Fork: Two",
                "    Left | Right",
                "    021-5000 0001  Team",
                "    2026-11-24  Today",
                "    Wear a helmet"
            }) {
                assertTrue(said.contains(line), () -> line + " is not in:\n" + said);
            }
            OperatorsTongue.isHuman(said);
        }
    }

    @Test
    void what_is_no_code_of_the_city_is_told_from_what_is_forged() {
        String good = city.shownCodes().get(0);
        char last = good.charAt(good.length() - 1);
        String forged = good.substring(0, good.length() - 1) + (last == '7' ? '8' : '7');
        assertTrue(city.typed("teshema:scan " + forged).startsWith("FORGED  "), city.typed("teshema:scan " + forged));
        for (String nonsense : new String[] {"12345", "hello", "https://example.org/s/1", "7777777777777"}) {
            String said = city.typed("teshema:scan " + nonsense);
            assertTrue(said.matches("(?s)[A-Z_]+  .*\\(4\\d\\d\\).*"), said);
            OperatorsTongue.isHuman(said);
        }
    }
}
