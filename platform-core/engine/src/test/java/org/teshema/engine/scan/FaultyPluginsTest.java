package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.time.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Breaker;
import org.teshema.engine.gate.Crane;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.gate.RecalledGallery;
import org.teshema.engine.gate.Served;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.tables.AppTables;
import org.teshema.engine.tables.TablesRefused;
import org.teshema.faults.Containment;
import org.teshema.faults.Fault;
import org.teshema.faults.FaultJar;
import org.teshema.faults.gallery.Well;

/** Whatever a plugin does, the scan is answered: verdict, generic view, and a gap where the plugin's part would be. */
class FaultyPluginsTest {
    /** Endless work inside the JDK comes back after minutes, and would cost the tests after this one. */
    static Stream<Fault> gallery() {
        return Fault.all(Containment.GAP, Containment.HARMLESS).stream()
                .filter(fault -> fault != Fault.COMPUTES_IN_THE_JDK);
    }

    @ParameterizedTest
    @MethodSource("gallery")
    void whatever_a_plugin_does_the_scan_is_answered_and_other_plugins_speak(Fault fault) throws TablesRefused {
        Map<String, String> migrations = FaultJar.tables(fault.plugin());
        // Roles and schemas outlive a test.
        try (var city = new ScanCity(
                        migrations.isEmpty() ? TestDatabases.h2() : TestDatabases.freshH2(), ScanCity.BRIEF);
                var tables = new AppTables(city.database, ScanCity.CLOCK)) {
            var code = bound(city);
            Plugin faulty = RecalledGallery.plugin(fault);
            List<Admitted> served = city.serve(new Crane(), faulty, new Well());
            faulty.start(Served.platform(
                    faulty,
                    new EntriesDoor(city.entries, city.database, city.table, ScanCity.CLOCK),
                    ScanCity.CLOCK,
                    tables.prepare(faulty.info().name(), migrations)));
            assertFalse(city.scan(code).hasGaps(), "it behaves towards those who read Chinese");

            ScanAnswer answer = city.desk.scan(code.text(), Optional.empty(), Language.EN);

            assertEquals(Verdict.GENUINE, answer.verdict());
            Optional<Gap> gap = part(answer, faulty.info().name()).gap();
            assertEquals(fault.contained() == Containment.GAP, gap.isPresent(), () -> fault + ": " + gap);
            gap.ifPresent(one -> assertTrue(fault.words().contains(one.name()), () -> fault + ": " + one));
            assertEquals(Optional.empty(), part(answer, "crane").gap());
            assertEquals(Optional.empty(), part(answer, "well").gap());
            // One call that took too much is enough; of others it takes several.
            Breaker expected = gap.equals(Optional.of(Gap.TOO_COSTLY)) ? Breaker.OPEN : Breaker.CLOSED;
            eventually(() -> served.get(1).breaker() == expected && Served.inside(served.get(1)) == 0);
        }
    }

    @Test
    void without_the_plugin_of_its_category_a_device_has_the_generic_view() {
        try (var city = new ScanCity(TestDatabases.h2(), ScanCity.BRIEF)) {
            var code = bound(city);
            Admitted bad = city.serve(new Crane().showing(context -> {
                        throw new IllegalStateException("broken");
                    }))
                    .get(0);
            ScanAnswer answer = city.scan(code);
            assertEquals(Verdict.GENUINE, answer.verdict());
            assertEquals(Optional.of(Gap.FAILED), part(answer, "crane").gap());
            assertTrue(!part(answer, Part.CORE).sections().isEmpty(), "the generic view");
            for (int i = 0; i < 4; i++) {
                assertEquals(Verdict.GENUINE, city.scan(code).verdict());
            }
            assertEquals(Breaker.OPEN, bad.breaker());
            long calls = bad.calls();
            assertEquals(
                    Optional.of(Gap.RESTING), part(city.scan(code), "crane").gap());
            assertEquals(calls, bad.calls(), "an open breaker keeps the plugin out");
        }
    }

    private static Part part(ScanAnswer answer, String source) {
        return answer.parts().stream()
                .filter(one -> one.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_plugin_that_is_slow_answers_until_it_is_given_a_rest() {
        try (var city = new ScanCity(TestDatabases.h2(), ScanCity.BRIEF)) {
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
        try (var city = new ScanCity(TestDatabases.h2(), ScanCity.BRIEF)) {
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
}
