package org.teshema.rest.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.web.Pages;

class RehearsalTest {
    private final FakeDesk desk = new FakeDesk();
    private final AtomicInteger scans = new AtomicInteger();

    private static boolean ends(Rehearsal rehearsal) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!rehearsal.isOver() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return rehearsal.isOver();
    }

    private Rehearsal of(List<String> codes) {
        return new Rehearsal(
                () -> true,
                most -> codes,
                (address, language) -> {
                    scans.incrementAndGet();
                    return desk.scan(address, Optional.empty(), language);
                },
                new Pages());
    }

    @Test
    void the_codes_of_the_city_are_scanned_many_times_and_then_it_is_over() {
        try (Rehearsal rehearsal = of(List.of(FakeDesk.TEXT))) {
            assertTrue(ends(rehearsal));
        }
        assertTrue(scans.get() > 50, scans + " scans");
    }

    @Test
    void a_city_without_a_bound_code_rehearses_nothing() {
        try (Rehearsal rehearsal = of(List.of())) {
            assertTrue(ends(rehearsal));
        }
        assertEquals(0, scans.get());
    }

    @Test
    void a_database_that_is_away_keeps_nobody_waiting() {
        try (Rehearsal rehearsal = new Rehearsal(
                () -> true,
                most -> {
                    throw Problem.of(ProblemType.DATABASE_AWAY, "数据库无法访问。", "The database is away.");
                },
                (address, language) -> desk.scan(address, Optional.empty(), language),
                new Pages())) {
            assertTrue(ends(rehearsal));
        }
    }

    @Test
    void it_is_not_over_before_the_first_start_is_done() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);
        try (Rehearsal rehearsal = new Rehearsal(
                () -> {
                    asked.countDown();
                    return false;
                },
                most -> List.of(),
                (address, language) -> desk.scan(address, Optional.empty(), language),
                new Pages())) {
            assertTrue(asked.await(20, TimeUnit.SECONDS));
            assertFalse(rehearsal.isOver());
        }
    }
}
