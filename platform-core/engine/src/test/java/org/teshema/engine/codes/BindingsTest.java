package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.codes.TestCity.bindOrder;
import static org.teshema.engine.codes.TestCity.by;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.DeviceId;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.keys.CodeClass;

class BindingsTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";

    /** Codes 1 to that many of a new batch, claimed by the unit. */
    private static Batch claimed(TestCity c, int quantity, Actor unit) {
        return claimed(c, "上海智慧电梯", quantity, unit);
    }

    private static Batch claimed(TestCity c, String title, int quantity, Actor unit) {
        Batch batch = c.stocked(title, quantity, CodeClass.STOCK);
        SerialRange all = new SerialRange(batch.id(), 1, quantity);
        Actor district = unit.district().equals("310104") ? c.xuhui : c.pudong;
        c.move(all, c.city, district);
        c.claims.give(by(district), new ClaimOrder(all, unit.organisation().id(), Optional.empty(), Optional.empty()));
        return batch;
    }

    private static Problem refused(Supplier<?> work) {
        return assertThrows(Problem.class, work::get);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void the_using_unit_binds_a_claimed_code_with_position_and_photo(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = claimed(c, 3, c.unit);
            long lift = c.lift(c.unit, "310115");
            String url = c.codes.find(c.unit, c.number(batch.id(), 1)).url();
            Binding binding = c.bindings.bind(by(c.unit), bindOrder(url, lift));
            assertEquals(lift, binding.device());
            assertEquals("car-interior", binding.position());
            Code code = c.codes.find(c.pudong, url);
            assertEquals(CodeState.BOUND, code.state());
            assertEquals(Optional.of(lift), code.device());
            Entry entry = new Entries(database, TestCity.CLOCK)
                    .current(Subject.of(new DeviceId(lift)), "posting")
                    .orElseThrow();
            assertEquals(Optional.of("bound"), entry.values().text("event"));
            assertEquals(Optional.of(code.number().digits()), entry.values().text("number"));
            assertEquals(Optional.of(binding.photo()), entry.values().text("photo"));
            assertEquals(
                    "image/jpeg", c.photos.get(c.maintainer, binding.photo()).mediaType());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.photos.get(c.otherUnit, binding.photo())).type());
            assertEquals(
                    1,
                    c.bindings
                            .list(c.pudong, Optional.of(lift), Cursor.first())
                            .items()
                            .size());
            assertEquals(
                    0,
                    c.bindings
                            .list(c.xuhui, Optional.empty(), Cursor.first())
                            .items()
                            .size());
            assertEquals(1, c.count("select count(*) from outbox where topic = 'code.bound'"));
            assertEquals(1, c.count("select count(*) from ledger_pending where body like '% code.bound %'"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_cannot_be_bound_is_told_and_leaves_nothing_behind(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = claimed(c, 3, c.unit);
            long lift = c.lift(c.unit, "310115");
            long foreign = c.lift(c.otherUnit, "310104");
            String first = c.number(batch.id(), 1);
            Problem position = refused(() -> c.bindings.bind(
                    by(c.unit),
                    new BindOrder(first, lift, "roof", "屋顶", Optional.empty(), Optional.empty(), TestCity.PHOTO)));
            assertEquals(ProblemType.POSITION_NOT_PERMITTED, position.type());
            assertTrue(
                    position.detail().zh().contains("层门旁（landing-door）"),
                    position.detail().zh());
            assertEquals(
                    Optional.of("device"),
                    refused(() -> c.bindings.bind(by(c.unit), bindOrder(first, foreign)))
                            .field());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.bindings.bind(by(c.otherUnit), bindOrder(first, foreign)))
                            .type());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    refused(() -> c.bindings.bind(by(c.pudong), bindOrder(first, lift)))
                            .type());
            assertEquals(
                    Optional.of("photo"),
                    refused(() -> c.bindings.bind(
                                    by(c.unit),
                                    new BindOrder(
                                            first,
                                            lift,
                                            "car-interior",
                                            "轿厢",
                                            Optional.empty(),
                                            Optional.empty(),
                                            "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                            .field());
            assertEquals(
                    ProblemType.INVALID,
                    refused(() -> c.bindings.bind(by(c.unit), bindOrder("https://example.org/x", lift)))
                            .type());
            assertEquals("CLAIMED", c.state(first));
            for (String table : List.of("binding", "photo", "entry")) {
                assertEquals(0, c.count("select count(*) from " + table));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_device_has_one_code_and_a_code_one_device(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = claimed(c, 3, c.unit);
            long lift = c.lift(c.unit, "310115");
            long second = c.lift(c.unit, "310115");
            WriteRequest once = by(c.unit);
            Binding bound = c.bindings.bind(once, bindOrder(c.number(batch.id(), 1), lift));
            assertEquals(bound, c.bindings.bind(once, bindOrder(c.number(batch.id(), 1), lift)));
            Problem device = refused(() -> c.bindings.bind(by(c.unit), bindOrder(c.number(batch.id(), 2), lift)));
            assertEquals(ProblemType.ALREADY_BOUND, device.type());
            assertTrue(device.detail().zh().contains(c.number(batch.id(), 1)));
            Problem code = refused(() -> c.bindings.bind(by(c.unit), bindOrder(c.number(batch.id(), 1), second)));
            assertEquals(ProblemType.ALREADY_BOUND, code.type());
            assertEquals(Optional.of("code"), code.field());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_label_titled_for_lifts_binds_to_no_boiler_and_the_usual_label_to_no_lift(Database database) {
        try (var c = new TestCity(database)) {
            String liftLabel = c.number(claimed(c, 1, c.unit).id(), 1);
            String usualLabel = c.number(claimed(c, "特种设备码", 1, c.unit).id(), 1);
            long lift = c.lift(c.unit, "310115");
            long boiler = c.device("1100", c.unit, "310115");
            for (var wrong : List.of(bindOrder(liftLabel, boiler), bindOrder(usualLabel, lift))) {
                boolean onBoiler = wrong.device() == boiler;
                Problem problem = refused(() -> c.bindings.bind(by(c.unit), wrong));
                assertEquals(ProblemType.LABEL_NOT_FOR_DEVICE, problem.type());
                assertEquals(Optional.of("code"), problem.field());
                String printed = onBoiler ? "上海智慧电梯" : "特种设备码";
                String expected = onBoiler ? "特种设备码" : "上海智慧电梯";
                for (String said :
                        List.of(problem.detail().zh(), problem.detail().en())) {
                    assertTrue(said.contains(printed) && said.contains(expected), said);
                }
                assertEquals("CLAIMED", c.state(wrong.code()));
            }
            assertEquals(0, c.count("select count(*) from binding"));
            assertEquals(0, c.count("select count(*) from entry"));
            c.bindings.bind(by(c.unit), bindOrder(liftLabel, lift));
            c.bindings.bind(by(c.unit), bindOrder(usualLabel, boiler));
            assertEquals(2, c.count("select count(*) from code where state = 'BOUND'"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_replacement_with_the_wrong_title_leaves_the_old_code_bound(Database database) {
        try (var c = new TestCity(database)) {
            String first = c.number(claimed(c, 1, c.unit).id(), 1);
            String wrong = c.number(claimed(c, "特种设备码", 1, c.unit).id(), 1);
            long lift = c.lift(c.unit, "310115");
            c.bindings.bind(by(c.unit), bindOrder(first, lift));
            int version = c.codes.find(c.unit, first).version();
            Problem problem =
                    refused(() -> c.bindings.replace(by(c.unit), first, version, bindOrder(wrong, lift), "损坏"));
            assertEquals(ProblemType.LABEL_NOT_FOR_DEVICE, problem.type());
            assertEquals("BOUND", c.state(first));
            assertEquals("CLAIMED", c.state(wrong));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_title_is_judged_by_what_held_when_its_labels_were_ordered(Database database) {
        try (var c = new TestCity(database)) {
            String old = c.number(claimed(c, 2, c.unit).id(), 1);
            c.titles("""
                    nodes,label_title,width_mm,height_mm,material_zh,material_en,advice_zh,advice_en,from,until
                    *,特种设备码,80,100,胶,glue,,,2025-01-01,
                    3000,上海智慧电梯,80,100,胶,glue,,,2025-01-01,2030-12-31
                    3000,沪梯码,80,100,胶,glue,,,2031-01-01,
                    """);
            TestCity.now("2031-01-01T01:00:00Z");
            String young = c.number(claimed(c, "沪梯码", 1, c.unit).id(), 1);
            c.bindings.bind(by(c.unit), bindOrder(old, c.lift(c.unit, "310115")));
            c.bindings.bind(by(c.unit), bindOrder(young, c.lift(c.unit, "310115")));
            Problem gone = refused(() -> c.made("上海智慧电梯", 1, CodeClass.STOCK));
            assertEquals(ProblemType.INVALID, gone.type());
            assertEquals(Optional.of("title"), gone.field());
            assertTrue(gone.detail().zh().contains("沪梯码"), gone.detail().zh());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_code_given_out_for_one_device_binds_to_no_other(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(2, CodeClass.NEW);
            c.move(new SerialRange(batch.id(), 1, 2), c.city, c.pudong);
            c.move(new SerialRange(batch.id(), 1, 2), c.pudong, c.inspector);
            long lift = c.lift(c.unit, "310115");
            long other = c.lift(c.unit, "310115");
            c.claims.give(
                    by(c.inspector),
                    new ClaimOrder(
                            new SerialRange(batch.id(), 1, 1),
                            c.unit.organisation().id(),
                            Optional.of(lift),
                            Optional.empty()));
            Problem problem = refused(() -> c.bindings.bind(by(c.unit), bindOrder(c.number(batch.id(), 1), other)));
            assertEquals(Optional.of("device"), problem.field());
            c.bindings.bind(by(c.unit), bindOrder(c.number(batch.id(), 1), lift));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_code_is_suspended_resumed_replaced_and_revoked_by_those_who_may(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = claimed(c, 3, c.unit);
            long lift = c.lift(c.unit, "310115");
            String first = c.number(batch.id(), 1);
            String second = c.number(batch.id(), 2);
            c.bindings.bind(by(c.unit), bindOrder(first, lift));
            int version = c.codes.find(c.unit, first).version();
            assertEquals(
                    ProblemType.STALE_VERSION,
                    refused(() -> c.bindings.suspend(by(c.unit), first, version - 1, "标牌遗失", Optional.empty()))
                            .type());
            Code suspended = c.bindings.suspend(by(c.unit), first, version, "标牌遗失", Optional.empty());
            assertEquals(CodeState.SUSPENDED, suspended.state());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    refused(() -> c.bindings.resume(by(c.unit), first, suspended.version(), "找到了", Optional.empty()))
                            .type());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.bindings.resume(by(c.xuhui), first, suspended.version(), "?", Optional.empty()))
                            .type());
            Code resumed = c.bindings.resume(by(c.pudong), first, suspended.version(), "核实无误", Optional.empty());
            assertEquals(CodeState.BOUND, resumed.state());
            Binding replaced =
                    c.bindings.replace(by(c.unit), first, resumed.version(), bindOrder(second, lift), "标牌损坏");
            assertEquals(second, replaced.number().digits());
            Code old = c.codes.find(c.unit, first);
            assertEquals(CodeState.REPLACED, old.state());
            assertEquals(Optional.of(second), old.replacedBy().map(n -> n.digits()));
            List<Binding> history =
                    c.bindings.list(c.unit, Optional.of(lift), Cursor.first()).items();
            assertEquals(2, history.size());
            assertEquals(Optional.of("标牌损坏"), history.get(0).endReason());
            Code revoked = c.bindings.revoke(
                    by(c.pudong), second, c.codes.find(c.pudong, second).version(), "设备拆除", Optional.empty());
            assertEquals(CodeState.REVOKED, revoked.state());
            c.bindings.bind(by(c.unit), bindOrder(c.number(batch.id(), 3), lift));
            Entries entries = new Entries(database, TestCity.CLOCK);
            assertEquals(
                    List.of("bound", "revoked", "bound", "replaced", "resumed", "suspended", "bound"),
                    entries.history(Subject.of(new DeviceId(lift)), "posting", 50).stream()
                            .map(e -> e.values().text("event").orElseThrow())
                            .toList());
            assertTrue(c.balances.of(c.city).balances());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_replacement_that_cannot_be_bound_leaves_the_old_code_bound(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = claimed(c, 2, c.unit);
            long lift = c.lift(c.unit, "310115");
            String first = c.number(batch.id(), 1);
            c.bindings.bind(by(c.unit), bindOrder(first, lift));
            int version = c.codes.find(c.unit, first).version();
            Problem problem = refused(() -> c.bindings.replace(
                    by(c.unit),
                    first,
                    version,
                    new BindOrder(
                            c.number(batch.id(), 2),
                            lift,
                            "roof",
                            "屋顶",
                            Optional.empty(),
                            Optional.empty(),
                            TestCity.PHOTO),
                    "损坏"));
            assertEquals(ProblemType.POSITION_NOT_PERMITTED, problem.type());
            assertEquals("BOUND", c.state(first));
            assertEquals("CLAIMED", c.state(c.number(batch.id(), 2)));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void of_many_codes_bound_at_once_to_few_devices_one_wins_each(Database database) throws Exception {
        try (var c = new TestCity(database)) {
            int devices = 4;
            int codes = 24;
            Batch batch = claimed(c, codes, c.unit);
            List<Long> lifts = new ArrayList<>();
            for (int i = 0; i < devices; i++) {
                lifts.add(c.lift(c.unit, "310115"));
            }
            List<Callable<Boolean>> binds = new ArrayList<>();
            for (int i = 0; i < codes; i++) {
                BindOrder order = bindOrder(c.number(batch.id(), i + 1), lifts.get(i % devices));
                binds.add(() -> bound(c, order));
                if (i % 3 == 0) {
                    // The same code for another device at the same time.
                    BindOrder rival = bindOrder(c.number(batch.id(), i + 1), lifts.get((i + 1) % devices));
                    binds.add(() -> bound(c, rival));
                }
            }
            var pool = Executors.newFixedThreadPool(8);
            int won = 0;
            try {
                for (var answer : pool.invokeAll(binds)) {
                    won += answer.get() ? 1 : 0;
                }
            } finally {
                pool.shutdownNow();
            }
            assertEquals(devices, won);
            assertEquals(devices, c.count("select count(*) from code where state = 'BOUND'"));
            assertEquals(devices, c.count("select count(distinct bound_device_id) from code where state = 'BOUND'"));
            assertEquals(devices, c.count("select count(*) from binding"));
            assertEquals(devices, c.count("select count(*) from entry"));
        }
    }

    private static boolean bound(TestCity c, BindOrder order) {
        try {
            c.bindings.bind(by(c.unit), order);
            return true;
        } catch (Problem e) {
            assertEquals(ProblemType.ALREADY_BOUND, e.type());
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void the_code_follows_a_device_to_another_unit_and_the_sums_go_on_to_hold(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = claimed(c, 2, c.unit);
            long lift = c.lift(c.unit, "310115");
            c.bindings.bind(by(c.unit), bindOrder(c.number(batch.id(), 1), lift));
            database.write(unit -> {
                new BoundCodes()
                        .follow(
                                unit,
                                c.city,
                                lift,
                                c.otherUnit.organisation().id(),
                                "310104",
                                TestCity.CLOCK.instant());
                return lift;
            });
            assertEquals(
                    "310104", c.codes.find(c.otherUnit, c.number(batch.id(), 1)).district());
            assertTrue(c.balances.of(c.unit).balances());
            assertTrue(c.balances.of(c.otherUnit).balances());
            assertEquals(1, c.balances.of(c.otherUnit).codes().bound());
            assertTrue(c.balances.of(c.city).balances());
        }
    }
}
