package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.engine.codes.Batch;
import org.teshema.trust.keys.CodeClass;

class BatchMakeCommandTest {
    private static OperatorsCity city;

    @BeforeAll
    static void open() {
        city = new OperatorsCity(0);
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @Test
    void one_line_orders_approves_and_makes() {
        long before = city.batchCount();
        String said = city.typed("teshema:batch-make --class new --lifts --reason \"spring stock\" 25");
        assertTrue(
                said.matches(
                        "Batch \\d+: 25 codes made in \\d+\\.\\d s with issuing key \\d+\\. Next: print it\\.\\s*"),
                said);
        assertEquals(before + 1, city.batchCount());
        Batch made = city.newestBatch();
        assertEquals(25, made.quantity());
        assertEquals("上海智慧电梯", made.title());
        assertEquals(CodeClass.NEW, made.codeClass());
        assertEquals("spring stock", made.reason());
        assertEquals("MADE", made.state().name());
        OperatorsTongue.isHuman(said);
    }

    @Test
    void without_options_it_is_stock_for_everything_but_lifts() {
        city.typed("teshema:batch-make 1");
        Batch made = city.newestBatch();
        assertEquals("特种设备码", made.title());
        assertEquals(CodeClass.STOCK, made.codeClass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"teshema:batch-make 0", "teshema:batch-make 1001", "teshema:batch-make --reason ' ' 5"})
    void a_quantity_or_reason_that_cannot_be_is_refused_in_both_languages(String line) {
        long before = city.batchCount();
        String said = city.typed(line);
        assertEquals(2, said.strip().lines().count(), said);
        assertTrue(said.matches("(?s).*\\p{IsHan}.*"), said);
        OperatorsTongue.isHuman(said);
        assertEquals(before, city.batchCount());
    }

    @Test
    void an_occasion_that_is_none_is_answered_with_those_there_are() {
        long before = city.batchCount();
        assertEquals(
                "--class is one of [STOCK, NEW, REPLACEMENT], not sale",
                city.typed("teshema:batch-make --class sale 5").strip());
        assertEquals(before, city.batchCount());
    }

    @Test
    void before_the_first_start_is_done_nobody_can_make_codes() {
        try (var early = new OperatorsCity(0)) {
            early.database.write(unit -> unit.update("update account set active = false"));
            String said = early.typed("teshema:batch-make 5");
            assertTrue(said.contains("no account of the city yet"), said);
            OperatorsTongue.isHuman(said);
        }
    }
}
