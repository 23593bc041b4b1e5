package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BalanceCommandTest {
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
    void every_district_has_a_line_and_the_last_one_adds_up() {
        String said = city.typed("teshema:balance");
        for (String column : new String[] {"District", "Made", "In transit", "Claimed", "Bound", "Agrees"}) {
            assertTrue(said.contains(column), said);
        }
        assertTrue(said.contains("310115"), said);
        assertFalse(said.contains("NO"), said);
        long made = city.count("select sum(quantity) from batch where made_by is not null");
        long bound = city.count("select count(*) from code where state = 'BOUND'");
        assertTrue(bound > 0, "a city with bound codes");
        String sum = said.strip().lines().reduce((a, b) -> b).orElseThrow();
        assertTrue(sum.startsWith("made " + made + " = in stock "), sum);
        assertTrue(sum.contains(" + bound " + bound + " + "), sum);
        assertFalse(sum.contains("DO NOT AGREE"), sum);
        assertEquals(
                made,
                java.util.Arrays.stream(sum.substring(sum.indexOf('=')).split("[^0-9]+"))
                        .filter(word -> !word.isEmpty())
                        .mapToLong(Long::parseLong)
                        .sum());
    }

    @Test
    void every_holder_has_a_line_when_asked_for() {
        String said = city.typed("teshema:balance --holders");
        assertTrue(said.contains("Holder"), said);
        assertFalse(said.contains("District"), said);
        assertTrue(said.contains("市场监督管理局"), said);
        OperatorsTongue.isHuman(said);
    }

    @Test
    void a_code_that_is_nowhere_is_cried_out() {
        try (var wrong = new OperatorsCity(0)) {
            wrong.typed("teshema:batch-make 5");
            wrong.database.write(unit -> unit.update("delete from code where serial = 1"));
            String said = wrong.typed("teshema:balance");
            assertTrue(said.contains("THE SUMS DO NOT AGREE"), said);
            assertTrue(said.contains("NO"), said);
        }
    }
}
