package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.time.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;

class GuardTest {
    private static final Limits LIMITS = new Limits(
            Duration.ofMillis(500), Duration.ofSeconds(1), 4, 3, 4, Duration.ofMillis(200), Duration.ofMinutes(1));

    private static final Duration LONG = Duration.ofMinutes(1);
    /** Whoever takes a moment is slow, and nobody is given up. */
    private static final Limits HASTY = new Limits(Duration.ofMillis(20), LONG, 4, 3, 4, LONG, LONG);

    private final Guard guard = Guard.of(LIMITS);
    /** Does not mind how long anybody takes: for what is not about time, wherever the machine stands still for a moment. */
    private final Guard calm = Guard.of(new Limits(LONG, LONG, 4, 3, 4, Duration.ofMillis(200), LONG));

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean over;

    @AfterEach
    void let_go() {
        over = true;
        end.countDown();
        guard.close();
        calm.close();
    }

    @Test
    void answers_come_in_the_order_of_the_questions() {
        Admitted one = plugin("one");
        assertEquals(
                List.of(Optional.of("a"), Optional.of("b"), Optional.of("c")),
                answers(calm.ask(List.of(asked(one, () -> "a"), asked(one, () -> "b"), asked(one, () -> "c")))));
        assertEquals(3, one.calls());
        assertEquals(0, one.faults());
    }

    @Test
    void of_many_subjects_the_one_that_never_comes_back_and_the_one_that_throws_cost_only_themselves() {
        Admitted odd = plugin("odd");
        List<Integer> subjects = IntStream.range(0, 50).boxed().toList();
        List<Outcome<String>> outcomes = guard.each(odd, "clocks", Audience.PUBLIC, subjects, subject -> {
            if (subject == 7) {
                hang();
            }
            if (subject % 10 == 9) {
                throw new IllegalStateException("odd");
            }
            return "s" + subject;
        });
        for (int i = 0; i < 50; i++) {
            Outcome<String> expected = i == 7
                    ? new Outcome.Missing<>(Gap.TOO_SLOW)
                    : i % 10 == 9 ? new Outcome.Missing<>(Gap.FAILED) : new Outcome.Answered<>("s" + i);
            assertEquals(expected, outcomes.get(i));
        }
        assertEquals(6, odd.faults());
        assertEquals(Breaker.CLOSED, odd.breaker(), "who throws about odd devices still serves scans");
    }

    @Test
    void what_throws_leaves_a_gap_and_the_others_answer() {
        Admitted bad = plugin("bad");
        Admitted good = plugin("good");
        List<Outcome<String>> outcomes = calm.ask(List.of(
                asked(bad, () -> {
                    throw new IllegalStateException("broken");
                }),
                asked(good, () -> "fine")));
        assertEquals(new Outcome.Missing<>(Gap.FAILED), outcomes.get(0));
        assertEquals(Optional.of("fine"), outcomes.get(1).answer());
        assertEquals(1, bad.faults());
        assertEquals(0, good.faults());
    }

    @Test
    void endless_recursion_is_the_plugins_own_trouble() {
        Admitted deep = plugin("deep");
        assertEquals(new Outcome.Missing<>(Gap.FAILED), calm.ask(asked(deep, () -> down(0))));
        assertEquals(
                Optional.of("fine"),
                calm.ask(asked(plugin("good"), () -> "fine")).answer());
    }

    private static String down(int depth) {
        return depth < 0 ? "" : down(depth + 1) + depth;
    }

    @Test
    void an_answer_of_null_is_a_fault() {
        Admitted nothing = plugin("nothing");
        assertEquals(new Outcome.Missing<>(Gap.FAILED), calm.ask(asked(nothing, () -> null)));
        assertEquals(1, nothing.faults());
    }

    @Test
    void what_hangs_is_given_up_and_the_others_answer() {
        Admitted hung = plugin("hung");
        Admitted good = plugin("good");
        long start = System.nanoTime();
        List<Outcome<String>> outcomes =
                guard.ask(List.of(asked(good, () -> "before"), asked(hung, this::hang), asked(good, () -> "after")));
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertEquals(Optional.of("before"), outcomes.get(0).answer());
        assertEquals(new Outcome.Missing<>(Gap.TOO_SLOW), outcomes.get(1));
        assertEquals(Optional.of("after"), outcomes.get(2).answer());
        assertTrue(took >= LIMITS.hard().toMillis(), "nobody was given up before the limit: " + took);
        // It waited on a lock, so the interrupt brought the thread back.
        eventually(() -> hung.stuck.get() == 0);
    }

    @Test
    void a_loop_that_nothing_stops_costs_a_few_threads_and_then_is_left_alone() {
        Admitted endless = plugin("endless");
        for (int i = 0; i < 20; i++) {
            guard.ask(asked(endless, this::spin));
            if (endless.breaker() == Breaker.OPEN && endless.stuck.get() >= Guard.MOST_STUCK) {
                break;
            }
            LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
        }
        assertTrue(endless.stuck.get() <= Guard.MOST_STUCK, "lost " + endless.stuck.get());
        long calls = endless.calls();
        assertEquals(new Outcome.Missing<>(Gap.RESTING), guard.ask(asked(endless, this::spin)));
        assertEquals(calls, endless.calls());
        // Four threads were lost of four: others took their places.
        assertEquals(
                Optional.of("fine"),
                guard.ask(asked(plugin("good"), () -> "fine")).answer());
    }

    @Test
    void who_is_slow_answers_but_too_often_slow_rests() {
        try (Guard hasty = Guard.of(HASTY)) {
            Admitted slow = Served.admitted(Crane.named("slow", "1.0.0"), HASTY);
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        Optional.of("late"),
                        hasty.ask(asked(slow, GuardTest::slowly)).answer());
            }
            assertEquals(3, slow.faults());
            assertEquals(Breaker.OPEN, slow.breaker());
            assertEquals(new Outcome.Missing<>(Gap.RESTING), hasty.ask(asked(slow, GuardTest::slowly)));
        }
    }

    @Test
    void who_failed_is_tried_again_after_a_rest_and_goes_on_when_well() {
        Admitted ill = plugin("ill");
        for (int i = 0; i < 3; i++) {
            calm.ask(asked(ill, () -> {
                throw new IllegalStateException("ill");
            }));
        }
        assertEquals(new Outcome.Missing<>(Gap.RESTING), calm.ask(asked(ill, () -> "well")));
        eventually(() -> calm.ask(asked(ill, () -> "well")).answer().isPresent());
        assertEquals(Breaker.CLOSED, ill.breaker());
    }

    @Test
    void when_all_threads_are_taken_the_answer_comes_without_the_plugin() throws Exception {
        Admitted waiting = plugin("waiting");
        var pool = Executors.newFixedThreadPool(4);
        try {
            // A limit that is longer than the wait below, so that the four threads stay where they are.
            try (Guard narrow = Guard.of(new Limits(
                    Duration.ofMillis(100),
                    Duration.ofMillis(900),
                    1,
                    3,
                    4,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1)))) {
                var taken = new CountDownLatch(1);
                var first = pool.submit(() -> narrow.ask(asked(waiting, () -> {
                    taken.countDown();
                    return hang();
                })));
                taken.await();
                var second = pool.submit(() -> narrow.ask(asked(plugin("good"), () -> "fine")));
                assertEquals(new Outcome.Missing<>(Gap.TOO_SLOW), first.get());
                // Answered when the first was given up, or left out as busy: never stuck.
                assertTrue(second.get().answer().isPresent() || second.get().equals(new Outcome.Missing<>(Gap.BUSY)));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void many_scans_at_once_each_get_their_own_answers() throws Exception {
        Admitted one = plugin("one");
        var pool = Executors.newFixedThreadPool(8);
        try {
            var asked = new ArrayList<java.util.concurrent.Future<Optional<String>>>();
            for (int i = 0; i < 2_000; i++) {
                String own = "answer " + i;
                asked.add(pool.submit(() -> calm.ask(asked(one, () -> own)).answer()));
            }
            for (int i = 0; i < asked.size(); i++) {
                assertEquals(Optional.of("answer " + i), asked.get(i).get());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void who_asks_for_too_much_memory_is_given_up_long_before_the_time_is_over() {
        try (Guard patient = Guard.of(costing(Duration.ofMinutes(10), 16 << 20))) {
            Admitted greedy = plugin("greedy");
            assertEquals(new Outcome.Missing<>(Gap.TOO_COSTLY), patient.ask(asked(greedy, () -> {
                long sum = 0;
                while (!Thread.currentThread().isInterrupted()) {
                    sum += new byte[1 << 16].length;
                }
                return "asked for " + sum;
            })));
            assertEquals(1, greedy.faults());
            assertEquals(
                    new Outcome.Missing<>(Gap.RESTING),
                    patient.ask(asked(greedy, () -> "well")),
                    "one call that takes so much is enough");
            eventually(() -> greedy.stuck.get() == 0);
        }
    }

    @Test
    void who_computes_too_much_is_given_up_long_before_the_time_is_over() {
        try (Guard patient = Guard.of(costing(Duration.ofMillis(100), 1L << 40))) {
            Admitted busy = plugin("busy");
            assertEquals(new Outcome.Missing<>(Gap.TOO_COSTLY), patient.ask(asked(busy, GuardTest::burnUntilRecalled)));
            eventually(() -> busy.stuck.get() == 0);
        }
    }

    @Test
    void one_costly_answer_that_somebody_reads_is_enough_but_what_nobody_waits_for_is_counted_up() {
        try (Guard patient = Guard.of(costing(Duration.ofMillis(50), 1L << 40))) {
            for (Question.Nature nature : Question.Nature.values()) {
                Admitted busy = plugin("busy");
                var question = new Question<>(busy, "view", Reader.nobody(), GuardTest::burnUntilRecalled, nature);
                assertEquals(new Outcome.Missing<>(Gap.TOO_COSTLY), patient.ask(question));
                boolean read = nature == Question.Nature.SCAN || nature == Question.Nature.LOOK;
                assertEquals(read ? Breaker.OPEN : Breaker.CLOSED, busy.breaker(), nature + " of a plugin");
                eventually(() -> busy.stuck.get() == 0);
            }
        }
    }

    @Test
    void who_computes_for_long_goes_on_behind_everybody_and_its_thread_serves_nobody_else() {
        Limits limits = costing(Duration.ofMinutes(1), 1L << 40);
        try (Guard patient = Guard.of(limits)) {
            Admitted busy = plugin("busy");
            Admitted good = plugin("good");
            for (int i = 0; i < 10; i++) {
                var threads = new ArrayList<Thread>();
                var priorities = new ArrayList<Integer>();
                List<Outcome<String>> outcomes = patient.ask(List.of(
                        asked(busy, () -> {
                            threads.add(Thread.currentThread());
                            priorities.add(Thread.currentThread().getPriority());
                            burn(() -> Thread.currentThread().getPriority() == Thread.MIN_PRIORITY);
                            return "computed";
                        }),
                        asked(good, () -> {
                            threads.add(Thread.currentThread());
                            priorities.add(Thread.currentThread().getPriority());
                            return "fine";
                        })));
                assertEquals(List.of(Optional.of("computed"), Optional.of("fine")), answers(outcomes));
                assertEquals(List.of(Thread.NORM_PRIORITY, Thread.NORM_PRIORITY), priorities);
                assertNotEquals(threads.get(0), threads.get(1), "a thread that is behind serves nobody else");
                eventually(() -> !threads.get(0).isAlive());
            }
            assertEquals(0, busy.faults() + good.faults());
        }
    }

    @Test
    void a_thread_that_is_behind_starts_no_thread_itself() throws Exception {
        var starters = new ArrayList<Thread>();
        var workers = new Workers(start -> {
            starters.add(Thread.currentThread());
            var other = new Thread(start);
            other.start();
        });
        Thread first = workers.newThread(() -> {
            Workers.behind(Thread.currentThread());
            Thread second = workers.newThread(() -> {});
            assertEquals(Thread.NORM_PRIORITY, second.getPriority());
            second.start();
        });
        first.start();
        first.join();
        assertEquals(List.of(first), starters, "its successor would be as nice as it is");
    }

    private static String burnUntilRecalled() {
        burn(() -> Thread.currentThread().isInterrupted());
        return "computed";
    }

    private static void burn(BooleanSupplier end) {
        while (!end.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static Limits costing(Duration cpu, long bytes) {
        return new Limits(
                LONG,
                LONG,
                2,
                3,
                4,
                LONG,
                LONG,
                LONG,
                new Limits.Cost(cpu, bytes),
                Duration.ofMinutes(15),
                Limits.PROVEN);
    }

    @Test
    void what_somebody_does_may_take_longer_than_what_is_looked_at() {
        Limits limits =
                new Limits(HASTY.slow(), HASTY.slow(), 4, 3, 4, LONG, LONG, LONG, Limits.USUAL, LONG, Limits.PROVEN);
        try (Guard hasty = Guard.of(limits)) {
            Admitted thorough = plugin("thorough");
            Supplier<String> work = GuardTest::slowly;
            assertEquals(new Outcome.Missing<>(Gap.TOO_SLOW), hasty.ask(asked(thorough, work)));
            assertEquals(
                    Optional.of("late"),
                    hasty.ask(asked(thorough, work).forDeed()).answer());
        }
    }

    @Test
    void while_one_call_is_slow_no_crowd_gathers_in_the_plugin_and_others_find_a_thread() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try (Guard patient = Guard.of(new Limits(
                Duration.ofMillis(50), Duration.ofMinutes(1), 4, 3, 4, Duration.ofSeconds(1), Duration.ofMinutes(1)))) {
            Admitted hung = plugin("hung");
            var first = pool.submit(() -> patient.ask(asked(hung, this::hang)));
            eventually(() -> hung.overdue.get() == 1);
            for (int i = 0; i < 20; i++) {
                assertEquals(new Outcome.Missing<>(Gap.BUSY), patient.ask(asked(hung, this::hang)));
            }
            assertEquals(1, hung.calls());
            end.countDown();
            assertEquals(Optional.of("too late"), first.get().answer());
            assertEquals(0, hung.overdue.get());
            assertEquals(
                    Optional.of("well"), patient.ask(asked(hung, () -> "well")).answer());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void the_threads_of_slow_calls_are_replaced_before_anybody_gives_them_up() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try (Guard patient = Guard.of(new Limits(
                Duration.ofMillis(50), Duration.ofMinutes(1), 2, 3, 4, Duration.ofSeconds(1), Duration.ofMinutes(1)))) {
            for (String name : List.of("one", "two")) {
                Admitted hung = plugin(name);
                Future<?> unused = pool.submit(() -> patient.ask(asked(hung, this::hang)));
                eventually(() -> hung.overdue.get() == 1);
            }
            assertEquals(
                    Optional.of("fine"),
                    patient.ask(asked(plugin("good"), () -> "fine")).answer());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void who_is_left_out_again_and_again_is_put_in_quarantine() {
        Admitted ill = plugin("ill");
        eventually(() -> {
            calm.ask(asked(ill, () -> {
                throw new IllegalStateException("ill");
            }));
            return ill.breaker() == Breaker.QUARANTINED;
        });
        assertEquals(5, ill.faults(), "three faults, and one at each of two tries");
        LockSupport.parkNanos(LIMITS.rest().toNanos());
        assertEquals(new Outcome.Missing<>(Gap.RESTING), calm.ask(asked(ill, () -> "well")));
    }

    /** A plugin that has come back often enough. */
    private static Admitted proven(String name) {
        Admitted one = plugin(name);
        for (int i = 0; i < Limits.PROVEN; i++) {
            assertFalse(one.standing.isTrusted(), "trusted after " + i);
            one.standing.good();
        }
        assertTrue(one.standing.isTrusted());
        return one;
    }

    /** Asked for scans by that guard until it is trusted; where the machine stands still a call is late, and it takes more of them. */
    private static Admitted proven(Guard guard, String name) {
        Admitted one = plugin(name);
        int[] calls = {0};
        eventually(() -> {
            for (int i = 0; i < 100 && !one.standing.isTrusted(); i++) {
                guard.ask(scanned(one, () -> "fine"));
                calls[0]++;
            }
            return one.standing.isTrusted();
        });
        assertTrue(calls[0] >= Limits.PROVEN, "trusted after " + calls[0]);
        return one;
    }

    private static <T> Question<T> scanned(Admitted who, Supplier<T> work) {
        return asked(who, work).forScan();
    }

    @Test
    void who_always_came_back_is_asked_on_the_thread_of_the_scan_and_others_are_not() {
        Admitted known = proven(calm, "known");
        Admitted stranger = plugin("stranger");
        Supplier<String> where = () -> Thread.currentThread().getName();
        String here = Thread.currentThread().getName();
        List<Outcome<String>> outcomes = calm.ask(List.of(
                scanned(stranger, where), scanned(known, where), scanned(stranger, where), scanned(known, where)));
        assertEquals(
                List.of(false, true, false, true),
                answers(outcomes).stream()
                        .map(name -> name.orElseThrow().equals(here))
                        .toList());
        assertNotEquals(here, calm.ask(asked(known, where)).answer().orElseThrow(), "it was no scan that asked");
        try (Guard strict = Guard.of(LIMITS.provenAfter(0))) {
            assertNotEquals(
                    here,
                    strict.ask(scanned(known, where)).answer().orElseThrow(),
                    "this guard asks nobody on such a thread");
        }
    }

    @Test
    void a_question_within_a_question_leaves_the_outer_one_its_reader() {
        Admitted known = proven("known");
        List<Audience> readers = new ArrayList<>();
        calm.ask(new Question<>(known, "view", Audience.GOVERNMENT, () -> {
                    calm.ask(new Question<>(known, "view", Audience.PUBLIC, () -> readers.add(reader())).forScan());
                    return readers.add(reader());
                })
                .forScan());
        assertEquals(List.of(Audience.PUBLIC, Audience.GOVERNMENT), readers);
        assertEquals(Optional.empty(), PlatformHandle.reader());
    }

    private static Audience reader() {
        return PlatformHandle.reader().orElseThrow().audience();
    }

    @Test
    void who_hangs_on_the_thread_of_a_scan_is_recalled_there_and_never_asked_there_again() {
        Admitted known = proven("known");
        Admitted good = proven("good");
        List<Outcome<String>> outcomes = guard.ask(
                List.of(scanned(good, () -> "before"), scanned(known, this::hang), scanned(good, () -> "after")));
        assertEquals(
                List.of(
                        new Outcome.Answered<>("before"),
                        new Outcome.Missing<String>(Gap.TOO_SLOW),
                        new Outcome.Answered<>("after")),
                outcomes);
        assertFalse(Thread.currentThread().isInterrupted(), "the interrupt was the plugin's");
        assertEquals(0, known.stuck.get());
        assertEquals(0, known.overdue.get());
        assertFalse(known.standing.isTrusted());
        assertTrue(good.standing.isTrusted());
        for (int i = 0; i < 10 * Limits.PROVEN; i++) {
            assertFalse(known.standing.isTrusted(), "trusted again after " + i);
            known.standing.good();
        }
        assertTrue(known.standing.isTrusted(), "ten times as many good calls are enough");
    }

    @Test
    void who_is_late_on_the_thread_of_a_scan_answers_and_is_not_asked_there_again() {
        try (Guard hasty = Guard.of(HASTY)) {
            Admitted known = proven("known");
            assertEquals(
                    Optional.of("late"),
                    hasty.ask(scanned(known, GuardTest::slowly)).answer());
            assertEquals(1, known.slow());
            assertEquals(0, known.overdue.get());
            assertFalse(known.standing.isTrusted());
        }
    }

    @Test
    void who_computes_too_much_on_the_thread_of_a_scan_is_given_up_there() {
        try (Guard patient = Guard.of(costing(Duration.ofMillis(100), 1L << 40))) {
            Admitted known = proven("known");
            assertEquals(new Outcome.Missing<>(Gap.TOO_COSTLY), patient.ask(scanned(known, () -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                return "computed";
            })));
            assertFalse(known.standing.isTrusted());
        }
    }

    @Test
    void who_throws_comes_back_and_is_asked_there_again() {
        Admitted known = proven("known");
        assertEquals(new Outcome.Missing<>(Gap.FAILED), calm.ask(scanned(known, () -> {
            throw new IllegalStateException("broken");
        })));
        assertTrue(known.standing.isTrusted());
        Admitted odd = plugin("odd");
        for (int i = 0; i < Limits.PROVEN - 1; i++) {
            odd.standing.good();
        }
        calm.ask(scanned(odd, () -> {
            throw new IllegalStateException("broken");
        }));
        calm.ask(scanned(odd, () -> "fine"));
        assertFalse(odd.standing.isTrusted(), "it did not answer so often in a row");
    }

    @Test
    void of_those_who_ask_no_more_than_a_few_are_in_one_plugin_that_stops_coming_back() throws Exception {
        Admitted known = proven("known");
        var scans = Executors.newCachedThreadPool(work -> new Thread(work, "a scan"));
        var inside = new java.util.concurrent.ConcurrentHashMap<Thread, Boolean>();
        try {
            var asked = new ArrayList<Future<Outcome<String>>>();
            for (int i = 0; i < 3 * Guard.MOST_STUCK; i++) {
                asked.add(scans.submit(() -> guard.ask(scanned(known, () -> {
                    inside.put(Thread.currentThread(), true);
                    return spin();
                }))));
            }
            eventually(() -> known.stuck.get() >= Guard.MOST_STUCK);
            // Others are answered meanwhile, with a gap; a few are not, until the plugin comes back.
            eventually(() -> asked.stream().filter(Future::isDone).count() >= 2 * Guard.MOST_STUCK);
            long lost = inside.keySet().stream()
                    .filter(one -> one.getName().equals("a scan"))
                    .count();
            assertTrue(lost <= Guard.MOST_STUCK, lost + " threads of scans are in it");
            assertEquals(new Outcome.Missing<>(Gap.RESTING), guard.ask(scanned(known, this::spin)));
            over = true;
            for (Future<Outcome<String>> one : asked) {
                assertEquals(Optional.empty(), one.get().answer());
            }
            eventually(() -> known.stuck.get() == 0);
        } finally {
            scans.shutdownNow();
        }
    }

    @Test
    void a_step_of_admission_that_fails_says_which() throws Exception {
        assertEquals("ok", guard.step("info()", Duration.ofSeconds(1), () -> "ok"));
        try {
            guard.step("info()", Duration.ofMillis(50), this::hang);
            throw new AssertionError("it hung and was not noticed");
        } catch (PluginFault e) {
            assertTrue(e.words().zh().contains("info()") && e.words().en().contains("50 ms"), e.getMessage());
        }
    }

    private String hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted");
        }
        return "too late";
    }

    private String spin() {
        while (!over) {
            Thread.onSpinWait();
            LockSupport.parkNanos(100_000);
        }
        return "too late";
    }

    private static String slowly() {
        long until = System.nanoTime() + HASTY.slow().multipliedBy(2).toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        return "late";
    }

    private static Admitted plugin(String name) {
        return Served.admitted(Crane.named(name, "1.0.0"), LIMITS);
    }

    private static <T> Question<T> asked(Admitted who, Supplier<T> work) {
        return new Question<>(who, "view", Audience.PUBLIC, work);
    }

    private static List<Optional<String>> answers(List<Outcome<String>> outcomes) {
        return outcomes.stream().map(Outcome::answer).toList();
    }
}
