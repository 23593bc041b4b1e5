package org.teshema.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.time.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.Served;
import org.teshema.engine.host.guest.KindApp;
import org.teshema.host.wire.CallThread;

class HostTest {
    static ScanContext context(String place) {
        LocalDate day = LocalDate.of(2026, 11, 1);
        return new ScanContext(
                new CodeFacts("1000000000001", CodeState.BOUND, day, "310104"),
                new Device(
                        new DeviceId(7),
                        new CatalogueCode("3110"),
                        "310104",
                        "电梯",
                        place,
                        DeviceStatus.IN_USE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0),
                Map.of(),
                Caller.anonymous(Language.ZH),
                day,
                Rulebook.none());
    }

    @Test
    void an_app_in_its_host_answers_as_it_does_here_and_its_questions_are_the_callers() throws Exception {
        var platform = new AskedPlatform();
        try (var host = new TestHost(KindApp.class)) {
            SceneApp app = host.app();
            app.start(platform);
            assertEquals(new KindApp().info(), app.info());
            assertEquals(new KindApp().pages(), app.pages());
            View view = AskedPlatform.as("inspector", () -> app.view(context("x")));
            var facts = (Section.Facts) view.sections().get(0);
            assertEquals("1", facts.facts().get(0).value().zh());
            assertEquals(
                    AskedPlatform.NOW,
                    Instant.parse(facts.facts().get(1).value().zh()));
            assertEquals(List.of("inspector"), platform.readers());
            long begun = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                app.view(context("x"));
            }
            System.out.println(
                    "A hosted view with two questions takes " + (System.nanoTime() - begun) / 500_000 + " µs");
            var thrown = assertThrows(RuntimeException.class, () -> app.view(context("throw")));
            assertTrue(thrown.getMessage().contains("I throw"), thrown.getMessage());
        }
    }

    @Test
    void a_host_gives_way_to_the_platform_where_processors_are_scarce() throws Exception {
        try (var host = new TestHost(KindApp.class)) {
            host.app().start(new AskedPlatform());
            long own = niceness(ProcessHandle.current());
            List<Long> theirs = ProcessHandle.current()
                    .descendants()
                    .filter(one -> one.info().command().orElse("").endsWith("bwrap"))
                    .map(HostTest::niceness)
                    .toList();
            assertTrue(
                    !theirs.isEmpty() && theirs.stream().allMatch(one -> one == Math.min(19, own + 10)),
                    theirs::toString);
        }
    }

    @Test
    void a_call_that_was_given_up_and_stops_as_it_should_costs_its_host_nothing() throws Exception {
        var caller = Executors.newSingleThreadExecutor();
        try (var host = new TestHost(KindApp.class)) {
            SceneApp app = host.app();
            var platform = new AskedPlatform();
            app.start(platform);
            var call = caller.submit(() -> AskedPlatform.as("inspector", () -> app.view(context("compute"))));
            eventually(() -> platform.readers().equals(List.of("inspector")));
            call.cancel(true);
            caller.shutdown();
            assertTrue(caller.awaitTermination(90, TimeUnit.SECONDS));
            // The thread left its flag up, and what it says after that goes out all the same.
            app.view(context("x"));
            assertEquals(0, host.host().restarts());
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void what_a_host_computes_for_a_call_is_counted_as_if_it_were_computed_here() throws Exception {
        var limits = new Limits(
                Duration.ofMinutes(10), Duration.ofMinutes(20), 2, 5, 10, Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (Guard guard = Guard.of(limits);
                var host = new TestHost(KindApp.class)) {
            SceneApp app = host.app();
            app.start(new AskedPlatform());
            warm(app);
            var question = new Question<>(
                    Served.admitted(app, limits), "view", Audience.PUBLIC, () -> app.view(context("compute")));
            assertEquals(new Outcome.Missing<>(Gap.TOO_COSTLY), guard.ask(question));
        }
    }

    @Test
    void what_has_computed_for_long_goes_on_behind_everything_else_and_nothing_else_does() throws Exception {
        var caller = Executors.newSingleThreadExecutor();
        try (var host = new TestHost(KindApp.class)) {
            SceneApp app = host.app();
            app.start(new AskedPlatform());
            warm(app);
            assertEquals(Set.of(), behind(host));
            var call = caller.submit(() -> app.view(context("compute")));
            eventually(() -> !behind(host).isEmpty());
            assertTrue(
                    behind(host).stream().allMatch(name -> CallThread.call(name).isPresent()));
            call.cancel(true);
            // The thread that cannot be raised again serves nobody else.
            eventually(() -> behind(host).isEmpty());
            assertEquals(0, host.host().restarts());
        } finally {
            caller.shutdownNow();
        }
    }

    private static void warm(SceneApp app) {
        for (int i = 0; i < Computing.COLD_CALLS; i++) {
            app.info();
        }
    }

    /** The threads of that host that are nicer than it is. */
    private static Set<String> behind(TestHost host) {
        long nice = Math.min(19, niceness(ProcessHandle.current()) + 10);
        return ProcessHandle.of(host.host().process())
                .orElseThrow()
                .descendants()
                .flatMap(one -> tasks(Path.of("/proc", Long.toString(one.pid()), "task")))
                .filter(stat -> niceness(stat) > nice)
                .map(stat -> stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')))
                .collect(Collectors.toSet());
    }

    private static Stream<String> tasks(Path folder) {
        try (var all = Files.list(folder)) {
            return all.map(HostTest::stat).toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    /** What the system tells of a process or thread; as if of an idle one when it has just ended. */
    private static String stat(Path folder) {
        try {
            return Files.readString(folder.resolve("stat"));
        } catch (IOException e) {
            return "0 (gone) S" + " 0".repeat(40);
        }
    }

    private static long niceness(ProcessHandle process) {
        return niceness(stat(Path.of("/proc", Long.toString(process.pid()))));
    }

    private static long niceness(String stat) {
        // The name, which comes second, is in brackets and may hold anything.
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }
}
