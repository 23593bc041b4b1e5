package org.teshema.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.plugin.SceneApp;
import org.teshema.engine.host.guest.HostileApp;
import org.teshema.engine.host.guest.KindApp;

/** What kills a process kills its own, and the app is back. */
class DeadlyHostTest {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlyHostTest.class);

    /** Deaths are forgotten at once, so that each finds a short pause after it. */
    private static final HostSettings FORGETFUL =
            new HostSettings(64, 1024, Duration.ofSeconds(60), Duration.ofSeconds(4), 2, Duration.ofNanos(1));

    private static final List<String> DEADLY =
            List.of("exit", "halt", "heap", "metaspace", "forge-frames", "loop", "sleep");

    @Test
    void whatever_an_app_does_to_its_process_it_is_back_soon_and_this_one_lives() throws Exception {
        try (var host = new TestHost(HostileApp.class, FORGETFUL)) {
            SceneApp app = host.app();
            app.start(new AskedPlatform());
            for (String deed : DEADLY) {
                long began = System.nanoTime();
                assertTrue(outcome(app, deed).isEmpty(), deed);
                long seen = System.nanoTime();
                assertEquals("back", host.next(), deed);
                LOG.info(
                        "{}: away after {} ms, back after {} ms",
                        deed,
                        (seen - began) / 1_000_000,
                        (System.nanoTime() - began) / 1_000_000);
                assertEquals("x".repeat(300), ReachGalleryTest.told(app, "long-answer"));
            }
            LOG.info("{} ways to kill a host, this process lives after each", DEADLY.size());
        }
    }

    /** What it answered, unless nobody waited any longer: as the guard does, the caller goes after a while. */
    private static String outcome(SceneApp app, String deed) throws Exception {
        var caller = Executors.newSingleThreadExecutor();
        try {
            var call = caller.submit(() -> ReachGalleryTest.told(app, deed));
            try {
                String said = call.get(2, TimeUnit.SECONDS);
                return said.startsWith("told") ? "" : said;
            } catch (TimeoutException e) {
                call.cancel(true);
                return "";
            } catch (ExecutionException e) {
                return "";
            }
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void what_an_app_does_without_dying_of_it_is_bounded() throws Exception {
        try (var host = new TestHost(HostileApp.class)) {
            SceneApp app = host.app();
            app.start(new AskedPlatform());
            String deep = ReachGalleryTest.told(app, "stack");
            assertTrue(deep.contains("StackOverflowError"), deep);
            // Java itself says no to more direct memory than it was given, and the process goes on.
            var full = assertThrows(RuntimeException.class, () -> ReachGalleryTest.told(app, "direct-memory"));
            assertTrue(full.getMessage().contains("OutOfMemoryError"), full.getMessage());
            assertEquals("shouted 10 MB", ReachGalleryTest.told(app, "shout"));
            // An answer that is none is a fault of the plugin's, and of this call alone.
            assertThrows(RuntimeException.class, () -> app.view(HostTest.context("forge-answer-type")));
            assertEquals("x".repeat(300), ReachGalleryTest.told(app, "long-answer"));
        }
    }

    @Test
    void an_app_that_dies_again_and_again_is_given_up() throws Exception {
        var thrice =
                new HostSettings(64, 1024, Duration.ofSeconds(60), Duration.ofSeconds(4), 3, Duration.ofMinutes(10));
        try (var host = new TestHost(HostileApp.class, thrice)) {
            SceneApp app = host.app();
            app.start(new AskedPlatform());
            assertThrows(RuntimeException.class, () -> ReachGalleryTest.told(app, "halt"));
            assertEquals("back", host.next());
            assertThrows(RuntimeException.class, () -> ReachGalleryTest.told(app, "halt"));
            assertEquals("back", host.next());
            assertEquals(2, host.host().restarts());
            assertThrows(RuntimeException.class, () -> ReachGalleryTest.told(app, "halt"));
            String why = host.next();
            assertTrue(why.startsWith("Its host ended 3 times within 10 minutes"), why);
            assertThrows(HostAway.class, () -> app.view(HostTest.context("long-answer")));
        }
    }

    @Test
    void threads_without_end_do_not_reach_the_machine() throws Exception {
        try (var host = new TestHost(HostileApp.class, FORGETFUL)) {
            SceneApp app = host.app();
            app.start(new AskedPlatform());
            assertEquals("", outcome(app, "threads").replaceAll("^REFUSED after [0-9]{1,4}: .*", ""));
        }
    }

    /** As native code that reads what is not there: the signal by which the kernel tells of it. */
    @Test
    void a_host_that_crashes_is_back_and_this_process_lives() throws Exception {
        try (var host = new TestHost(KindApp.class, FORGETFUL)) {
            SceneApp app = host.app();
            app.start(new AskedPlatform());
            app.view(HostTest.context("x"));
            ProcessHandle java = ProcessHandle.of(host.host().process())
                    .orElseThrow()
                    .descendants()
                    .filter(one -> one.children().findAny().isEmpty())
                    .findFirst()
                    .orElseThrow();
            long began = System.nanoTime();
            Process kill = new ProcessBuilder("kill", "-SEGV", Long.toString(java.pid())).start();
            assertEquals(0, kill.waitFor());
            assertEquals("back", host.next());
            LOG.info("Crashed and back after {} ms", (System.nanoTime() - began) / 1_000_000);
            assertFalse(java.isAlive());
            app.view(HostTest.context("x"));
        }
    }

    @Test
    void an_app_that_was_killed_is_back_within_ten_seconds_and_was_started_anew() throws Exception {
        var platform = new AskedPlatform();
        try (var host = new TestHost(KindApp.class)) {
            SceneApp app = host.app();
            app.start(platform);
            app.view(HostTest.context("x"));
            long began = System.nanoTime();
            assertTrue(ProcessHandle.of(host.host().process()).orElseThrow().destroyForcibly());
            assertEquals("back", host.next());
            Duration away = Duration.ofNanos(System.nanoTime() - began);
            LOG.info("Killed and back after {} ms", away.toMillis());
            app.view(HostTest.context("x"));
            assertTrue(away.toSeconds() < 10, () -> "away for " + away);
        }
    }
}
