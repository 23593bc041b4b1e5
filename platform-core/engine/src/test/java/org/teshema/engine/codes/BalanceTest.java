package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.codes.TestCity.by;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.TestDatabases;
import org.teshema.trust.keys.CodeClass;

/** Whatever happens, in whatever order, asked for rightly or wrongly: every code that was made is somewhere, once. */
class BalanceTest {
    private static final int STEPS = 25;
    private static final CodeClass[] CLASSES = {CodeClass.STOCK, CodeClass.NEW, CodeClass.REPLACEMENT};

    /** Steps that a history may go on for, until there was nothing it had not seen. */
    private static final int LONGEST = 1_000;
    /** The terms of the sum, and what is part of one of them. */
    private static final Set<String> TERMS =
            Set.of("made", "in stock", "in transit", "claimed", "bound", "suspended", "replaced", "revoked", "spoiled");

    // One long history each; every try goes on with it.
    private static TestCity embedded;
    private static TestCity postgres;
    // What was ever there in each of them.
    private static final Map<TestCity, Set<String>> SEEN = new ConcurrentHashMap<>();

    private static synchronized TestCity embedded() {
        if (embedded == null) {
            embedded = begun(new TestCity(TestDatabases.h2()));
        }
        return embedded;
    }

    private static synchronized TestCity postgres() {
        if (postgres == null) {
            postgres = begun(new TestCity(TestDatabases.postgres()));
        }
        return postgres;
    }

    /** With enough given out that most of what is tried can be done. */
    private static TestCity begun(TestCity c) {
        for (Actor district : List.of(c.pudong, c.xuhui)) {
            Batch batch = c.stocked(60, CodeClass.STOCK);
            c.move(new SerialRange(batch.id(), 1, 60), c.city, district);
            Actor unit = district.equals(c.pudong) ? c.unit : c.otherUnit;
            c.claims.give(
                    by(district),
                    new ClaimOrder(
                            new SerialRange(batch.id(), 1, 30),
                            unit.organisation().id(),
                            Optional.empty(),
                            Optional.empty()));
        }
        return c;
    }

    @AfterContainer
    static void close() {
        try (TestCity first = embedded();
                TestCity second = postgres()) {
            for (TestCity c : List.of(first, second)) {
                Random random = new Random(7);
                for (int i = 0; i < LONGEST && !ever(c).equals(TERMS); i++) {
                    step(c, random);
                    balanced(c);
                }
                assertEquals(TERMS, ever(c), "terms of the sum that were more than nothing at some moment");
            }
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void the_sums_hold_after_every_step_of_any_history_on_the_embedded_database(@ForAll long seed) {
        live(embedded(), seed);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void the_sums_hold_after_every_step_of_any_history_on_postgresql(@ForAll long seed) {
        live(postgres(), seed);
    }

    @Example
    void the_sums_hold_at_any_moment_while_many_people_work_at_once() throws Exception {
        try (var c = begun(new TestCity(TestDatabases.postgres()))) {
            List<Callable<Boolean>> people = new ArrayList<>();
            for (int person = 0; person < 4; person++) {
                Random random = new Random(person);
                people.add(() -> {
                    for (int i = 0; i < 25; i++) {
                        step(c, random);
                        assertTrue(c.balances.of(c.city).balances());
                    }
                    return true;
                });
            }
            var pool = Executors.newFixedThreadPool(people.size());
            try {
                for (var done : pool.invokeAll(people)) {
                    assertTrue(done.get());
                }
            } finally {
                pool.shutdownNow();
            }
            balanced(c);
        }
    }

    private static void live(TestCity c, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            step(c, random);
            balanced(c);
        }
    }

    private static void balanced(TestCity c) {
        Balance all = c.balances.of(c.city);
        assertTrue(all.balances(), () -> "" + all);
        seen(c, all.made(), all.codes());
        assertEquals(all.made(), all.codes().total());
        assertEquals(c.count("select count(*) from code"), all.made());
        assertEquals(
                all.made(),
                all.districts().stream().mapToLong(d -> d.codes().total()).sum());
        for (Actor one : List.of(c.pudong, c.xuhui, c.station, c.inspector, c.unit, c.otherUnit)) {
            Balance own = c.balances.of(one);
            assertTrue(own.balances(), () -> one + " " + own);
        }
    }

    private static Set<String> ever(TestCity c) {
        return SEEN.computeIfAbsent(c, any -> ConcurrentHashMap.newKeySet());
    }

    private static void seen(TestCity c, long made, Counts codes) {
        Map<String, Long> now = Map.of(
                "made", made,
                "in stock", codes.inStock(),
                "in transit", codes.inTransit(),
                "claimed", codes.claimed(),
                "bound", codes.bound(),
                "suspended", codes.suspended(),
                "replaced", codes.replaced(),
                "revoked", codes.revoked(),
                "spoiled", codes.spoiled());
        Set<String> ever = ever(c);
        now.forEach((term, count) -> {
            if (count > 0) {
                ever.add(term);
            }
        });
    }

    /** Something that somebody tries; what is not allowed changes nothing. */
    private static void step(TestCity c, Random random) {
        try {
            switch (random.nextInt(21)) {
                case 20 -> imported(c, random);
                case 0, 1 -> c.stocked(3 + random.nextInt(20), CLASSES[random.nextInt(3)]);
                case 2, 3, 4 -> offer(c, random);
                case 5, 6 -> answer(c, random);
                case 7, 8, 9 -> claim(c, random);
                case 10, 11, 12, 13, 14 -> bind(c, random);
                case 15, 16 -> turn(c, random);
                case 17, 18 -> replace(c, random);
                default -> spoilOrTransfer(c, random);
            }
        } catch (Problem e) {
            assertTrue(e.type().status() < 500, e::getMessage);
        }
    }

    /** Some codes issued elsewhere, or a file with a line that is none. */
    private static void imported(TestCity c, Random random) {
        var file = new StringBuilder("码\n");
        for (int i = random.nextInt(3); i >= 0; i--) {
            file.append(TestCity.ISSUER)
                    .append("%016x".formatted(random.nextLong()))
                    .append('\n');
        }
        if (random.nextInt(3) == 0) {
            file.append("https://elsewhere.example/x\n");
        }
        new Imports(c.database, c.writes, TestCity.CLOCK, c.lifeCycle, TestCity.cityKeys(), c.batches, c.labels)
                .take(
                        by(c.city),
                        new BatchOrder("上海智慧电梯", CodeClass.STOCK, 1, "下发"),
                        file.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Actor one(Random random, Actor... actors) {
        return actors[random.nextInt(actors.length)];
    }

    /** Some range, mostly one that somebody holds. */
    private static SerialRange range(TestCity c, Random random, Actor holder) {
        String held = "select %s from code where holder_id = ? and state = 'STOCKED' and batch_id = ?";
        long me = holder.organisation().id();
        long batches = Math.max(1, c.count("select coalesce(max(id), 0) from batch"));
        long batch = c.count(
                "select coalesce(max(batch_id), 1) from code where holder_id = ? and state = 'STOCKED' and batch_id <= ?",
                me,
                1 + random.nextLong(batches));
        int first = (int) c.count(held.formatted("coalesce(min(serial), 1)"), me, batch);
        int size = random.nextInt(6);
        int shift = random.nextInt(5) == 0 ? 2 : 0;
        return new SerialRange(batch, first + shift, first + shift + size);
    }

    private static void offer(TestCity c, Random random) {
        Actor from = one(random, c.city, c.city, c.pudong, c.xuhui);
        Actor to = one(random, c.pudong, c.pudong, c.xuhui, c.station, c.inspector);
        c.handOvers.offer(by(from), range(c, random, from), to.organisation().id());
    }

    private static void answer(TestCity c, Random random) {
        long id = c.count("select coalesce(min(id), 1) from hand_over where state = 'OFFERED'");
        Actor receiver = one(random, c.pudong, c.xuhui, c.station, c.inspector);
        switch (random.nextInt(6)) {
            case 0 -> c.handOvers.refuse(by(receiver), id, 0, "不符");
            case 1 -> c.handOvers.withdraw(by(one(random, c.city, c.pudong)), id, 0, "撤回");
            default -> {
                long to = c.count("select coalesce(max(to_id), 0) from hand_over where id = ?", id);
                for (Actor actor : List.of(c.pudong, c.xuhui, c.station, c.inspector)) {
                    if (actor.organisation().id() == to) {
                        c.handOvers.accept(by(actor), id, 0);
                    }
                }
            }
        }
    }

    private static void claim(TestCity c, Random random) {
        Actor from = one(random, c.pudong, c.xuhui, c.station, c.inspector);
        Actor to = from.equals(c.xuhui) ? c.otherUnit : c.unit;
        SerialRange range = range(c, random, from);
        boolean single = random.nextBoolean();
        c.claims.give(
                by(from),
                new ClaimOrder(
                        single ? new SerialRange(range.batch(), range.first(), range.first()) : range,
                        to.organisation().id(),
                        single ? Optional.of(c.lift(to, to.district())) : Optional.empty(),
                        Optional.of("试点")));
    }

    private static Optional<String> code(TestCity c, Random random, Actor unit, String state) {
        String least = "select coalesce(min(number), 0) from code where unit_id = ? and state = ? and number >= ?";
        long me = unit.organisation().id();
        long n = c.count(least, me, state, random.nextLong(1_000_000_000_000L, 9_000_000_000_000L));
        long any = n == 0 ? c.count(least, me, state, 0L) : n;
        return any == 0 ? Optional.empty() : Optional.of(Long.toString(any));
    }

    private static void bind(TestCity c, Random random) {
        Actor unit = one(random, c.unit, c.unit, c.otherUnit);
        Optional<String> number = code(c, random, unit, "CLAIMED");
        if (number.isPresent()) {
            long meant = c.count(
                    "select coalesce(max(l.device_id), 0) from claim l join code c on c.batch_id = l.batch_id"
                            + " and c.serial between l.first_serial and l.last_serial where c.number = ?",
                    Long.parseLong(number.get()));
            long device = meant == 0 || random.nextInt(5) == 0 ? c.lift(unit, unit.district()) : meant;
            c.bindings.bind(by(unit), TestCity.bindOrder(number.get(), device));
        }
    }

    private static void turn(TestCity c, Random random) {
        Actor unit = one(random, c.unit, c.unit, c.otherUnit);
        Actor authority = one(random, c.pudong, c.xuhui, c.city);
        Optional<String> number = code(c, random, unit, random.nextBoolean() ? "BOUND" : "SUSPENDED");
        if (number.isPresent()) {
            int version = (int) c.count("select version from code where number = ?", Long.parseLong(number.get()));
            switch (random.nextInt(3)) {
                case 0 -> c.bindings.suspend(by(unit), number.get(), version, "遗失", Optional.empty());
                case 1 -> c.bindings.resume(by(authority), number.get(), version, "找回", Optional.empty());
                default -> c.bindings.revoke(by(authority), number.get(), version, "拆除", Optional.empty());
            }
        }
    }

    private static void replace(TestCity c, Random random) {
        Actor unit = one(random, c.unit, c.otherUnit);
        Optional<String> old = code(c, random, unit, "BOUND");
        Optional<String> fresh = code(c, random, unit, "CLAIMED");
        if (old.isPresent() && fresh.isPresent()) {
            long number = Long.parseLong(old.get());
            int version = (int) c.count("select version from code where number = ?", number);
            long device = c.count("select bound_device_id from code where number = ?", number);
            c.bindings.replace(by(unit), old.get(), version, TestCity.bindOrder(fresh.get(), device), "损坏");
        }
    }

    private static void spoilOrTransfer(TestCity c, Random random) {
        if (random.nextBoolean()) {
            Actor holder = one(random, c.city, c.pudong, c.xuhui, c.station, c.inspector, c.unit);
            SerialRange range = range(c, random, holder);
            c.codes.spoil(by(holder), new SerialRange(range.batch(), range.first(), range.first() + 1), "受潮");
            return;
        }
        Optional<String> number = code(c, random, c.unit, "BOUND");
        if (number.isPresent()) {
            long device = c.count("select bound_device_id from code where number = ?", Long.parseLong(number.get()));
            long unit = c.otherUnit.organisation().id();
            // As every write of the platform: run again when it was a deadlock's victim.
            c.writes.once(by(c.city), "test transfer", Long.toString(device), () -> {}, work -> {
                work.update("update device set using_unit_id = ?, district = '310104' where id = ?", unit, device);
                new BoundCodes().follow(work, c.city, device, unit, "310104", TestCity.CLOCK.instant());
                return Long.toString(device);
            });
        }
    }
}
