package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.codes.TestCity.by;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.keys.CodeClass;

class HandOversTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_range_goes_from_city_to_district_to_station_when_both_sides_confirm(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            SerialRange range = new SerialRange(batch.id(), 1, 10);
            HandOver offered =
                    c.handOvers.offer(by(c.city), range, c.pudong.organisation().id());
            assertEquals(HandOverState.OFFERED, offered.state());
            assertEquals(10, c.count("select count(*) from code where state = 'IN_TRANSIT'"));
            HandOver accepted = c.handOvers.accept(by(c.pudong), offered.id(), offered.version());
            assertEquals(HandOverState.ACCEPTED, accepted.state());
            assertEquals(
                    10,
                    c.count(
                            "select count(*) from code where state = 'STOCKED' and holder_id = ? and district = '310115'",
                            c.pudong.organisation().id()));
            c.move(new SerialRange(batch.id(), 3, 5), c.pudong, c.station);
            assertEquals(
                    3,
                    c.count(
                            "select count(*) from code where holder_id = ?",
                            c.station.organisation().id()));
            assertEquals(
                    2,
                    c.handOvers
                            .list(c.pudong, Optional.empty(), Cursor.first())
                            .items()
                            .size());
            assertEquals(
                    0,
                    c.handOvers
                            .list(c.xuhui, Optional.empty(), Cursor.first())
                            .items()
                            .size());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_range_that_overlaps_one_on_its_way_is_refused_and_the_message_names_the_parts(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            c.handOvers.offer(
                    by(c.city),
                    new SerialRange(batch.id(), 6, 10),
                    c.pudong.organisation().id());
            Problem problem = assertThrows(
                    Problem.class,
                    () -> c.handOvers.offer(
                            by(c.city),
                            new SerialRange(batch.id(), 8, 15),
                            c.xuhui.organisation().id()));
            assertEquals(ProblemType.RANGE_NOT_HELD, problem.type());
            assertTrue(
                    problem.detail().en().contains("in stock: 11–15;"),
                    problem.detail().en());
            assertTrue(
                    problem.detail().en().contains("8–10 in transit"),
                    problem.detail().en());
            assertTrue(
                    problem.detail().zh().contains("8–10 流转中"), problem.detail().zh());
            assertEquals(1, c.count("select count(*) from hand_over"));
            assertEquals(5, c.count("select count(*) from code where state = 'IN_TRANSIT'"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_range_that_is_not_held_or_does_not_exist_is_refused(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            c.move(new SerialRange(batch.id(), 1, 4), c.city, c.xuhui);
            Problem elsewhere = assertThrows(
                    Problem.class,
                    () -> c.handOvers.offer(
                            by(c.city),
                            new SerialRange(batch.id(), 3, 6),
                            c.pudong.organisation().id()));
            assertTrue(
                    elsewhere.detail().zh().contains("3–4 在库（他单位）"),
                    elsewhere.detail().zh());
            Problem beyond = assertThrows(
                    Problem.class,
                    () -> c.handOvers.offer(
                            by(c.city),
                            new SerialRange(batch.id(), 19, 22),
                            c.pudong.organisation().id()));
            assertEquals(ProblemType.RANGE_NOT_HELD, beyond.type());
            assertTrue(beyond.detail().en().contains("19–20"), beyond.detail().en());
            assertTrue(
                    beyond.detail().en().contains("no such serial"),
                    beyond.detail().en());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_is_refused_or_withdrawn_is_the_givers_again(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            SerialRange range = new SerialRange(batch.id(), 1, 20);
            HandOver first =
                    c.handOvers.offer(by(c.city), range, c.pudong.organisation().id());
            HandOver refused = c.handOvers.refuse(by(c.pudong), first.id(), first.version(), "外箱破损");
            assertEquals(HandOverState.REFUSED, refused.state());
            HandOver second =
                    c.handOvers.offer(by(c.city), range, c.xuhui.organisation().id());
            c.handOvers.withdraw(by(c.city), second.id(), second.version(), "发错区");
            assertEquals(
                    20,
                    c.count(
                            "select count(*) from code where state = 'STOCKED' and holder_id = ?",
                            c.city.organisation().id()));
            Problem over = assertThrows(
                    Problem.class, () -> c.handOvers.accept(by(c.xuhui), second.id(), second.version() + 1));
            assertEquals(ProblemType.WRONG_STATE, over.type());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void only_the_receiver_accepts_only_the_giver_withdraws_and_strangers_see_nothing(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            HandOver offered = c.handOvers.offer(
                    by(c.city),
                    new SerialRange(batch.id(), 1, 5),
                    c.pudong.organisation().id());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    assertThrows(Problem.class, () -> c.handOvers.accept(by(c.xuhui), offered.id(), 0))
                            .type());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    assertThrows(Problem.class, () -> c.handOvers.accept(by(c.city), offered.id(), 0))
                            .type());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    assertThrows(Problem.class, () -> c.handOvers.withdraw(by(c.pudong), offered.id(), 0, "?"))
                            .type());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    assertThrows(
                                    Problem.class,
                                    () -> c.handOvers.offer(
                                            by(c.unit),
                                            new SerialRange(batch.id(), 6, 7),
                                            c.pudong.organisation().id()))
                            .type());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void codes_leave_a_district_only_to_its_own_stations_and_to_inspection_bodies(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            c.move(new SerialRange(batch.id(), 1, 20), c.city, c.xuhui);
            Problem otherDistrict = assertThrows(
                    Problem.class,
                    () -> c.handOvers.offer(
                            by(c.xuhui),
                            new SerialRange(batch.id(), 1, 2),
                            c.station.organisation().id()));
            assertEquals(ProblemType.FORBIDDEN, otherDistrict.type());
            assertEquals(Optional.of("to"), otherDistrict.field());
            c.move(new SerialRange(batch.id(), 1, 2), c.xuhui, c.inspector);
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void asked_twice_at_once_under_one_key_one_hand_over_is_made(Database database) throws Exception {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            WriteRequest once = by(c.city);
            List<Callable<Long>> same = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                same.add(() -> c.handOvers
                        .offer(
                                once,
                                new SerialRange(batch.id(), 1, 5),
                                c.pudong.organisation().id())
                        .id());
            }
            var pool = Executors.newFixedThreadPool(6);
            try {
                for (var answer : pool.invokeAll(same)) {
                    answer.get();
                }
            } finally {
                pool.shutdownNow();
            }
            assertEquals(1, c.count("select count(*) from hand_over"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void of_overlapping_offers_at_once_no_code_goes_two_ways(Database database) throws Exception {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(40, CodeClass.STOCK);
            List<Callable<Integer>> offers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int first = 1 + i * 3;
                long to = (i % 2 == 0 ? c.pudong : c.xuhui).organisation().id();
                offers.add(() -> {
                    try {
                        return c.handOvers
                                .offer(by(c.city), new SerialRange(batch.id(), first, first + 6), to)
                                .range()
                                .size();
                    } catch (Problem e) {
                        assertEquals(ProblemType.RANGE_NOT_HELD, e.type());
                        return 0;
                    }
                });
            }
            var pool = Executors.newFixedThreadPool(6);
            int moved = 0;
            try {
                for (var answer : pool.invokeAll(offers)) {
                    moved += answer.get();
                }
            } finally {
                pool.shutdownNow();
            }
            assertTrue(moved > 0);
            assertEquals(moved, c.count("select count(*) from code where state = 'IN_TRANSIT'"));
        }
    }
}
