package org.teshema.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Refusal ONE = new Refusal("one 1.0.0", "file:/one.jar", "不行", "no");
    private static final Refusal TWO = new Refusal("two 1.0.0", "file:/two.jar", "不行", "no");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Refusals refusals = new Refusals(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void until_somebody_listens_they_are_printed_and_then_told_from_the_beginning() {
        refusals.add(ONE);
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("one 1.0.0 (file:/one.jar): 不行 / no"));
        List<Refusal> told = new ArrayList<>();
        refusals.tell(told::add);
        refusals.add(TWO);
        assertEquals(List.of(ONE, TWO), told);
        assertEquals(1, printed.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void the_same_again_is_no_news_and_nobody_fills_the_log() {
        List<Refusal> told = new ArrayList<>();
        refusals.tell(told::add);
        for (int i = 0; i < 2000; i++) {
            refusals.add(ONE);
            refusals.add(new Refusal("number " + i, "file:/n.jar", "不行", "no"));
        }
        assertEquals(500, told.size());
    }

    @Test
    void a_listener_that_comes_later_hears_what_comes_from_then_on() {
        refusals.tell(refusal -> {});
        refusals.add(ONE);
        List<Refusal> told = new ArrayList<>();
        refusals.tell(told::add);
        refusals.add(TWO);
        assertEquals(List.of(TWO), told);
    }
}
