package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.codes.TestCity.by;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceChange;
import org.teshema.engine.device.Reach;
import org.teshema.engine.device.Transfer;
import org.teshema.engine.family.Families.Family;
import org.teshema.engine.family.JoinOrder;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.trust.keys.CodeClass;

/** Sets of mother and children: put together, bound in one sitting, acted on whole or in part, taken apart. */
class SetsTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";

    private static TestCity fair(Database database) {
        return new TestCity(database, new Fairground());
    }

    private static Problem refused(Supplier<?> work) {
        return assertThrows(Problem.class, work::get);
    }

    private static JoinOrder join(TestCity c, long child, String role) {
        return new JoinOrder(child, role, version(c, child), Optional.empty());
    }

    private static int version(TestCity c, long device) {
        return (int) c.count("select version from device where id = ?", device);
    }

    private static Batch claimed(TestCity c, int quantity) {
        Batch batch = c.stocked("特种设备码", quantity, CodeClass.STOCK);
        SerialRange all = new SerialRange(batch.id(), 1, quantity);
        c.move(all, c.city, c.pudong);
        c.claims.give(
                by(c.pudong), new ClaimOrder(all, c.unit.organisation().id(), Optional.empty(), Optional.empty()));
        return batch;
    }

    private static Sitting sitting(TestCity c, long ride) {
        return c.sittings.open(by(c.unit), new SittingOrder(ride, "car", "on-body", "车尾"));
    }

    private static SittingScan scan(String code) {
        return new SittingScan(code, Optional.empty(), Optional.empty(), TestCity.PHOTO);
    }

    private static int codeVersion(TestCity c, String number) {
        return (int) c.count("select version from code where number = ?", Long.parseLong(number));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_child_joins_one_mother_at_a_time_and_both_archives_tell(Database database) {
        try (var c = fair(database)) {
            long ride = c.device("6A00", c.unit, "310115");
            long other = c.device("6A00", c.unit, "310115");
            long car = c.device("6A00", c.unit, "310115");
            Family family = c.families.join(by(c.unit), ride, join(c, car, "car"));
            assertEquals(1, family.children().size());
            assertEquals("car", family.missing().get(0).name());
            Problem twice = refused(() -> c.families.join(by(c.unit), other, join(c, car, "car")));
            assertEquals(ProblemType.ALREADY_IN_SET, twice.type());
            assertTrue(
                    twice.detail().zh().contains("设备 " + ride), twice.detail().zh());
            Family moved = c.families.move(by(c.unit), ride, other, join(c, car, "car"));
            assertEquals(1, moved.children().size());
            assertEquals(0, c.families.of(c.unit, ride).children().size());
            // joined: child and mother; moved: child, new mother and the one it left.
            assertEquals(5, c.count("select count(*) from entry where kind = 'membership'"));
            c.families.leave(by(c.pudong), other, car, version(c, car), "退役");
            assertEquals(0, c.families.of(c.unit, other).children().size());
            assertEquals(3, c.count("select count(*) from outbox where topic like 'set.%'"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_makes_no_set_is_told_by_field_and_rule_and_leaves_nothing_behind(Database database) {
        try (var c = fair(database)) {
            long ride = c.device("6A00", c.unit, "310115");
            long car = c.device("6A00", c.unit, "310115");
            long lift = c.lift(c.unit, "310115");
            long foreign = c.device("6A00", c.otherUnit, "310104");
            assertEquals(
                    Optional.of("mother"),
                    refused(() -> c.families.join(by(c.unit), lift, join(c, car, "car")))
                            .field());
            assertEquals(
                    Optional.of("role"),
                    refused(() -> c.families.join(by(c.unit), ride, join(c, car, "cabin")))
                            .field());
            Problem kind = refused(() -> c.families.join(by(c.unit), ride, join(c, lift, "car")));
            assertEquals(Optional.of("child"), kind.field());
            assertTrue(kind.detail().en().contains("6A00"), kind.detail().en());
            assertEquals(
                    ProblemType.INVALID,
                    refused(() -> c.families.join(by(c.unit), ride, join(c, ride, "car")))
                            .type());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.families.join(by(c.unit), ride, join(c, foreign, "car")))
                            .type());
            assertEquals(
                    Optional.of("child"),
                    refused(() -> c.families.join(by(c.city), ride, join(c, foreign, "car")))
                            .field());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    refused(() -> c.families.join(by(c.maintainer), ride, join(c, car, "car")))
                            .type());
            assertEquals(
                    ProblemType.STALE_VERSION,
                    refused(() -> c.families.join(by(c.unit), ride, new JoinOrder(car, "car", 7, Optional.empty())))
                            .type());
            assertEquals(0, c.count("select count(*) from entry"));
            assertEquals(0, c.count("select count(*) from device where mother_id is not null"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void no_set_contains_itself_and_none_has_more_children_than_it_may(Database database) {
        try (var c = fair(database)) {
            long ride = c.device("6A00", c.unit, "310115");
            var cars = new ArrayList<Long>();
            for (int i = 0; i < 5; i++) {
                cars.add(c.device("6A00", c.unit, "310115"));
            }
            cars.subList(0, 4).forEach(car -> c.families.join(by(c.unit), ride, join(c, car, "car")));
            Problem full = refused(() -> c.families.join(by(c.unit), ride, join(c, cars.get(4), "car")));
            assertEquals(ProblemType.SET_FULL, full.type());
            assertTrue(full.detail().zh().contains("最多 4 个"), full.detail().zh());
            assertEquals(
                    Optional.of("mother"),
                    refused(() -> c.families.join(by(c.unit), cars.get(0), join(c, cars.get(4), "car")))
                            .field());
            assertEquals(
                    Optional.of("child"),
                    refused(() -> c.families.join(by(c.unit), cars.get(4), join(c, ride, "car")))
                            .field());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void of_two_mothers_that_race_for_a_child_one_gets_it(Database database) throws Exception {
        try (var c = fair(database)) {
            var threads = Executors.newFixedThreadPool(4);
            try {
                for (int round = 0; round < 5; round++) {
                    long car = c.device("6A00", c.unit, "310115");
                    JoinOrder order = join(c, car, "car");
                    var tries = new ArrayList<Callable<Boolean>>();
                    for (int i = 0; i < 4; i++) {
                        long ride = c.device("6A00", c.unit, "310115");
                        tries.add(() -> {
                            try {
                                c.families.join(by(c.unit), ride, order);
                                return true;
                            } catch (Problem e) {
                                return false;
                            }
                        });
                    }
                    int won = 0;
                    for (Future<Boolean> one : threads.invokeAll(tries)) {
                        won += one.get() ? 1 : 0;
                    }
                    assertEquals(1, won);
                    assertEquals(2, c.count("select count(*) from entry where kind = 'membership'") - 2L * round);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void the_cars_of_a_ride_are_bound_scan_by_scan_and_the_last_one_is_taken_back(Database database) {
        try (var c = fair(database)) {
            Batch batch = claimed(c, 6);
            long ride = c.device("6A00", c.unit, "310115");
            Sitting sitting = sitting(c, ride);
            for (int serial = 1; serial <= 3; serial++) {
                c.sittings.bind(by(c.unit), sitting.id(), scan(c.number(batch.id(), serial)));
            }
            assertEquals(3, c.sittings.get(c.unit, sitting.id()).bound());
            List<String> names = c.families.of(c.unit, ride).children().stream()
                    .map(child -> child.device().name())
                    .toList();
            assertEquals(List.of("车辆 1 号", "车辆 2 号", "车辆 3 号"), names);
            // The same label once more: refused, and no car is entered for it.
            Problem twice = refused(() -> c.sittings.bind(by(c.unit), sitting.id(), scan(c.number(batch.id(), 3))));
            assertEquals(ProblemType.ALREADY_BOUND, twice.type());
            assertEquals(Optional.of("code"), twice.field());
            assertEquals(3, c.families.of(c.unit, ride).children().size());
            Sitting undone = c.sittings.undo(by(c.unit), sitting.id());
            assertEquals(2, undone.bound());
            assertEquals("CLAIMED", c.state(c.number(batch.id(), 3)));
            // The car stays and is the next to be bound, with the same code or another.
            c.sittings.bind(by(c.unit), sitting.id(), scan(c.number(batch.id(), 4)));
            assertEquals(3, c.families.of(c.unit, ride).children().size());
            c.sittings.bind(by(c.unit), sitting.id(), scan(c.number(batch.id(), 3)));
            Problem full = refused(() -> c.sittings.bind(by(c.unit), sitting.id(), scan(c.number(batch.id(), 5))));
            assertEquals(ProblemType.SET_FULL, full.type());
            assertEquals("CLAIMED", c.state(c.number(batch.id(), 5)));
            assertEquals(4 + 1, c.count("select count(*) from device"));
            c.sittings.close(by(c.unit), sitting.id());
            assertEquals(
                    ProblemType.WRONG_STATE,
                    refused(() -> c.sittings.undo(by(c.unit), sitting.id())).type());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.sittings.get(c.otherUnit, sitting.id())).type());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void children_with_certificates_of_their_own_are_registered_before_they_are_bound(Database database) {
        try (var c = fair(database)) {
            Batch batch = claimed(c, 2);
            long skid = c.device("2150", c.unit, "310115");
            long vessel = c.device("2170", c.unit, "310115");
            Sitting sitting = c.sittings.open(by(c.unit), new SittingOrder(skid, "vessel", "on-body", "撬上"));
            assertEquals(
                    Optional.of("device"),
                    refused(() -> c.sittings.bind(by(c.unit), sitting.id(), scan(c.number(batch.id(), 1))))
                            .field());
            c.sittings.bind(
                    by(c.unit),
                    sitting.id(),
                    new SittingScan(c.number(batch.id(), 1), Optional.of(vessel), Optional.empty(), TestCity.PHOTO));
            assertEquals(
                    vessel,
                    c.families.of(c.unit, skid).children().get(0).device().id().value());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_step_with_a_mother_code_says_how_far_it_reaches(Database database) {
        try (var c = fair(database)) {
            Batch batch = claimed(c, 3);
            long ride = c.device("6A00", c.unit, "310115");
            String mother = c.number(batch.id(), 1);
            c.bindings.bind(
                    by(c.unit),
                    new BindOrder(
                            mother,
                            ride,
                            "passenger-notice",
                            "入口",
                            Optional.empty(),
                            Optional.empty(),
                            TestCity.PHOTO));
            Sitting sitting = sitting(c, ride);
            String first = c.number(batch.id(), 2);
            String second = c.number(batch.id(), 3);
            c.sittings.bind(by(c.unit), sitting.id(), scan(first));
            c.sittings.bind(by(c.unit), sitting.id(), scan(second));
            Problem unsaid = refused(
                    () -> c.bindings.suspend(by(c.unit), mother, codeVersion(c, mother), "检修", Optional.empty()));
            assertEquals(Optional.of("reach"), unsaid.field());
            assertEquals("BOUND", c.state(mother));
            c.bindings.suspend(by(c.unit), mother, codeVersion(c, mother), "检修", Optional.of(Reach.ONE));
            assertEquals(List.of("SUSPENDED", "BOUND", "BOUND"), states(c, mother, first, second));
            c.bindings.resume(by(c.pudong), mother, codeVersion(c, mother), "修好", Optional.of(Reach.ONE));
            c.bindings.suspend(by(c.unit), first, codeVersion(c, first), "坏了", Optional.empty());
            c.bindings.suspend(by(c.unit), mother, codeVersion(c, mother), "停业", Optional.of(Reach.WHOLE));
            assertEquals(List.of("SUSPENDED", "SUSPENDED", "SUSPENDED"), states(c, mother, first, second));
            c.bindings.resume(by(c.pudong), mother, codeVersion(c, mother), "开业", Optional.of(Reach.WHOLE));
            assertEquals(
                    List.of("BOUND", "SUSPENDED", "BOUND"),
                    states(c, mother, first, second),
                    "a car that was suspended for its own reason does not go on with the set");
            c.bindings.resume(by(c.pudong), first, codeVersion(c, first), "修好", Optional.empty());
            assertEquals(List.of("BOUND", "BOUND", "BOUND"), states(c, mother, first, second));
            // The mother's label is replaced: her children stay.
            Batch more = claimed(c, 1);
            c.bindings.replace(
                    by(c.unit),
                    mother,
                    codeVersion(c, mother),
                    new BindOrder(
                            c.number(more.id(), 1),
                            ride,
                            "passenger-notice",
                            "入口",
                            Optional.empty(),
                            Optional.empty(),
                            TestCity.PHOTO),
                    "褪色");
            assertEquals(2, c.families.of(c.unit, ride).children().size());
            assertEquals(List.of("REPLACED", "BOUND", "BOUND"), states(c, mother, first, second));
        }
    }

    private static List<String> states(TestCity c, String... numbers) {
        return java.util.Arrays.stream(numbers).map(c::state).toList();
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_set_is_stopped_whole_or_in_part_and_goes_to_another_unit_whole(Database database) {
        try (var c = fair(database)) {
            long ride = c.device("6A00", c.unit, "310115");
            long car = c.device("6A00", c.unit, "310115");
            c.families.join(by(c.unit), ride, join(c, car, "car"));
            assertEquals(
                    Optional.of("reach"),
                    refused(() -> c.register.change(by(c.pudong), ride, stop(version(c, ride), Optional.empty())))
                            .field());
            c.register.change(by(c.pudong), ride, stop(version(c, ride), Optional.of(Reach.WHOLE)));
            assertEquals(2, c.count("select count(*) from device where status = 'STOPPED'"));
            // In use again with the ride is what was stopped with it, and not a car stopped for its own reason.
            c.register.change(by(c.pudong), ride, becomeWhole(version(c, ride), DeviceStatus.IN_USE));
            assertEquals(2, c.count("select count(*) from device where status = 'IN_USE'"));
            c.register.change(by(c.pudong), car, stop(version(c, car), Optional.empty()));
            c.register.change(by(c.pudong), ride, stop(version(c, ride), Optional.of(Reach.WHOLE)));
            c.register.change(by(c.pudong), ride, becomeWhole(version(c, ride), DeviceStatus.IN_USE));
            assertEquals(1, c.count("select count(*) from device where status = 'IN_USE' and id = " + ride));
            var transfer = new Transfer(
                    version(c, car),
                    OptionalLong.of(c.otherUnit.organisation().id()),
                    Optional.of("310104"),
                    OptionalLong.empty(),
                    Optional.of("徐家汇"),
                    Optional.empty(),
                    java.time.LocalDate.parse("2026-03-01"),
                    "转让");
            assertEquals(
                    ProblemType.ALREADY_IN_SET,
                    refused(() -> {
                                c.register.transfer(by(c.pudong), car, transfer);
                                return null;
                            })
                            .type());
            c.register.transfer(
                    by(c.pudong),
                    ride,
                    new Transfer(
                            version(c, ride),
                            transfer.usingUnit(),
                            transfer.district(),
                            transfer.station(),
                            transfer.place(),
                            transfer.certificate(),
                            transfer.on(),
                            transfer.reason()));
            assertEquals(
                    2,
                    c.count(
                            "select count(*) from device where using_unit_id = ? and district = '310104'",
                            c.otherUnit.organisation().id()));
        }
    }

    private static DeviceChange stop(int version, Optional<Reach> reach) {
        return become(version, DeviceStatus.STOPPED, reach);
    }

    private static DeviceChange becomeWhole(int version, DeviceStatus status) {
        return become(version, status, Optional.of(Reach.WHOLE));
    }

    private static DeviceChange become(int version, DeviceStatus status, Optional<Reach> reach) {
        return new DeviceChange(
                version,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                reach,
                Optional.of("停业"));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_line_bears_a_code_at_each_of_its_code_posts_and_every_one_goes_with_it(Database database) {
        try (var c = fair(database)) {
            Batch batch = claimed(c, 5);
            long line = c.device("8210", c.unit, "310115");
            for (int post = 0; post <= 2; post++) {
                c.bindings.bind(by(c.unit), post(c.number(batch.id(), post + 1), line, post));
            }
            assertEquals(3, c.count("select count(*) from code where bound_device_id = ?", line));
            assertEquals(
                    ProblemType.ALREADY_BOUND,
                    refused(() -> c.bindings.bind(by(c.unit), post(c.number(batch.id(), 4), line, 2)))
                            .type());
            Problem beyond = refused(() -> c.bindings.bind(by(c.unit), post(c.number(batch.id(), 4), line, 21)));
            assertEquals(Optional.of("post"), beyond.field());
            assertTrue(beyond.detail().zh().contains("1 至 20"), beyond.detail().zh());
            long truck = c.device("5110", c.unit, "310115");
            assertEquals(
                    Optional.of("post"),
                    refused(() -> c.bindings.bind(by(c.unit), post(c.number(batch.id(), 4), truck, 1)))
                            .field());
            String second = c.number(batch.id(), 3);
            assertEquals(
                    Optional.of("post"),
                    refused(() -> c.bindings.replace(
                                    by(c.unit),
                                    second,
                                    codeVersion(c, second),
                                    post(c.number(batch.id(), 4), line, 1),
                                    "破损"))
                            .field());
            c.bindings.replace(
                    by(c.unit), second, codeVersion(c, second), post(c.number(batch.id(), 4), line, 2), "破损");
            assertEquals(List.of("REPLACED", "BOUND"), states(c, second, c.number(batch.id(), 4)));
            Actor buyer = c.otherUnit;
            c.register.transfer(
                    by(c.pudong),
                    line,
                    new Transfer(
                            version(c, line),
                            OptionalLong.of(buyer.organisation().id()),
                            Optional.of("310104"),
                            OptionalLong.empty(),
                            Optional.of("徐家汇"),
                            Optional.empty(),
                            java.time.LocalDate.parse("2026-03-01"),
                            "转让"));
            assertEquals(
                    3,
                    c.count(
                            "select count(*) from code where bound_device_id = ? and unit_id = ?",
                            line,
                            buyer.organisation().id()));
        }
    }

    private static BindOrder post(String code, long line, int post) {
        return new BindOrder(
                code,
                line,
                "passenger-notice",
                "沪南路 K" + post,
                Optional.empty(),
                Optional.empty(),
                post,
                TestCity.PHOTO);
    }
}
