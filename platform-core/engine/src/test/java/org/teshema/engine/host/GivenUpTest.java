package org.teshema.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Section;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.Served;
import org.teshema.engine.host.guest.KindApp;

/** What becomes of a host whose calls are given up while much is on its way over the line. */
class GivenUpTest {
    /** More than lies in a socket of which nobody reads. */
    private static final String MUCH = "x".repeat(1_000_000);

    private static final int MOMENTS = 40;

    /** Whoever is slow here is stopped on purpose, or its machine is busy. */
    private static final HostSettings PATIENT =
            new HostSettings(64, 1024, Duration.ofSeconds(60), Duration.ofMinutes(2), 3, Duration.ofMinutes(10));

    @Test
    void a_host_lives_on_when_calls_are_given_up_while_either_side_writes() throws Exception {
        try (var host = new TestHost(KindApp.class, PATIENT)) {
            SceneApp app = host.app();
            app.start(new AskedPlatform());
            long process = host.host().process();

            givenUpWhileThePlatformWrites(host, app);
            assertEquals("x", echo(app, "x"));
            assertEquals(process, host.host().process());

            givenUpAtAnyMoment(app);
            assertEquals(MUCH, echo(app, MUCH));
            assertEquals(process, host.host().process());
            assertEquals(0, host.host().restarts());
        }
    }

    /** The host stands still and reads nothing: whoever calls it is in the middle of its writing when the guard gives the call up. */
    private static void givenUpWhileThePlatformWrites(TestHost host, SceneApp app) throws Exception {
        var limits = new Limits(
                Duration.ofMillis(300), Duration.ofMillis(400), 2, 5, 10, Duration.ofMinutes(1), Duration.ofMinutes(1));
        var question = new Question<>(
                Served.admitted(app, limits), "view", Audience.PUBLIC, () -> app.view(HostTest.context(MUCH)));
        signal(host, "STOP");
        try (Guard guard = Guard.of(limits)) {
            assertEquals(new Outcome.Missing<>(Gap.TOO_SLOW), guard.ask(question));
        } finally {
            signal(host, "CONT");
        }
    }

    /** Each a little later than the one before: on its way there, within the app, on its way back. */
    private static void givenUpAtAnyMoment(SceneApp app) throws Exception {
        var callers = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < MOMENTS; i++) {
                var call = callers.submit(() -> echo(app, MUCH));
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500L * i));
                call.cancel(true);
            }
            callers.shutdown();
            assertTrue(callers.awaitTermination(90, TimeUnit.SECONDS));
        } finally {
            callers.shutdownNow();
        }
    }

    private static String echo(SceneApp app, String place) {
        var facts = (Section.Facts) app.view(HostTest.context(place)).sections().get(0);
        return facts.facts().get(2).value().zh();
    }

    private static void signal(TestHost host, String signal) throws Exception {
        List<ProcessHandle> all = ProcessHandle.of(host.host().process())
                .orElseThrow()
                .descendants()
                .toList();
        assertTrue(!all.isEmpty());
        for (ProcessHandle one : all) {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(one.pid())).start();
            assertEquals(0, kill.waitFor());
        }
    }
}
