package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StatusCommandTest {
    @Test
    void a_platform_that_is_well_says_so_line_by_line() {
        try (var city = new OperatorsCity(0)) {
            city.typed("teshema:batch-make 3");
            city.sequencer.run();
            String said = city.typed("teshema:status");
            assertTrue(
                    said.matches("(?s)database     answers, \\d+ connections busy, \\d+ idle, 0 callers waiting\\s.*"),
                    said);
            assertTrue(said.contains("first start  done"), said);
            assertTrue(said.contains("prefix       https://s.sh.gov.cn/s/"), said);
            assertTrue(said.contains("keys         1 issuing keys under root "), said);
            assertTrue(said.contains("plugins      0 at the gate"), said);
            assertTrue(said.matches("(?s).*disk +[1-9]\\d* MiB free.*"), said);
            assertTrue(said.matches("(?s).*ledger +[1-9]\\d* leaves, 0 pending\\s*"), said);
            OperatorsTongue.isHuman(said);
        }
    }

    @Test
    void what_waits_for_its_place_in_the_ledger_is_counted() {
        try (var city = new OperatorsCity(0)) {
            city.typed("teshema:batch-make 3");
            assertTrue(
                    city.typed("teshema:status").matches("(?s).*ledger +0 leaves, [1-9]\\d* pending\\s*"),
                    city.typed("teshema:status"));
        }
    }

    @Test
    void a_platform_without_its_database_still_answers() {
        try (var city = OperatorsCity.withoutDatabase()) {
            String said = city.typed("teshema:status");
            assertTrue(said.contains("database     AWAY"), said);
            assertTrue(said.contains("first start  still loading"), said);
            assertTrue(said.contains("keys         0 issuing keys"), said);
            assertFalse(said.contains("ledger "), said);
            assertEquals(6, said.strip().lines().count(), said);
            OperatorsTongue.isHuman(said);
        }
    }
}
