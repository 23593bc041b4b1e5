package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Breaker;
import org.teshema.engine.gate.Crane;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.store.TestDatabases;

/** Whatever a plugin does, the scan is answered: verdict, generic view, and a gap where the plugin's part would be. */
class FaultyPluginsTest {
    @Test
    void a_plugin_that_throws() {
        check(Gap.FAILED, context -> {
            throw new IllegalStateException("broken");
        });
    }

    @Test
    void a_plugin_that_never_stops_calling_itself() {
        check(Gap.FAILED, context -> down(context, 0));
    }

    private static View down(ScanContext context, int depth) {
        return depth < 0 ? View.empty() : new View(down(context, depth + 1).sections(), List.of());
    }

    @Test
    void a_plugin_that_hangs() {
        check(Gap.TOO_SLOW, context -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted");
            }
            return View.empty();
        });
    }

    @Test
    void a_plugin_that_answers_nothing() {
        check(Gap.FAILED, context -> null);
    }

    @Test
    void a_plugin_that_is_slow_answers_until_it_is_given_a_rest() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            var code = bound(city);
            Admitted slow = city.serve(new Crane().showing(context -> {
                        pause(Duration.ofMillis(180));
                        return View.empty();
                    }))
                    .get(0);
            for (int i = 0; i < 3; i++) {
                assertEquals(Verdict.GENUINE, city.scan(code).verdict());
            }
            assertEquals(Breaker.OPEN, slow.breaker());
            assertEquals(
                    Optional.of(Gap.RESTING), city.scan(code).parts().get(0).gap());
        }
    }

    @Test
    void a_plugin_that_gets_well_is_called_again() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            var code = bound(city);
            var ill = new AtomicBoolean(true);
            var well = new Crane();
            View seen = well.view(null);
            city.serve(new Crane().showing(context -> {
                if (ill.get()) {
                    throw new IllegalStateException("ill");
                }
                return seen;
            }));
            for (int i = 0; i < 5; i++) {
                assertTrue(city.scan(code).hasGaps());
            }
            ill.set(false);
            eventually(() -> !city.scan(code).hasGaps());
        }
    }

    private static void check(Gap gap, java.util.function.Function<ScanContext, View> fault) {
        try (var city = new ScanCity(TestDatabases.h2())) {
            var code = bound(city);
            Admitted bad = city.serve(new Crane().showing(fault)).get(0);
            ScanAnswer answer = city.scan(code);
            assertEquals(Verdict.GENUINE, answer.verdict());
            assertEquals("crane", answer.parts().get(0).source());
            assertEquals(Optional.of(gap), answer.parts().get(0).gap());
            assertEquals(Part.CORE, answer.parts().get(1).source());
            assertTrue(!answer.parts().get(1).sections().isEmpty(), "the generic view");
            for (int i = 0; i < 4; i++) {
                assertEquals(Verdict.GENUINE, city.scan(code).verdict());
            }
            assertEquals(Breaker.OPEN, bad.breaker());
            long calls = bad.calls();
            assertEquals(
                    Optional.of(Gap.RESTING), city.scan(code).parts().get(0).gap());
            assertEquals(calls, bad.calls(), "an open breaker keeps the plugin out");
        }
    }

    private static ScanCity.Printed bound(ScanCity city) {
        Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
        long crane = city.crane(unit, unit, unit);
        city.inspected(crane, unit, "R-1");
        return city.code(CodeState.BOUND, unit, Optional.of(crane));
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private static void eventually(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "did not happen within 20 s");
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
