package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.codes.TestCity.by;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.keys.CodeClass;

class BatchesTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_batch_is_ordered_approved_and_made_with_a_signature_a_number_and_a_leaf_for_each_code(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.made(4_321, CodeClass.STOCK);
            assertEquals(BatchState.MADE, batch.state());
            assertEquals(
                    Optional.of(c.city.organisation().name()), batch.madeBy().map(Party::name));
            assertEquals(4_321, c.count("select count(distinct number) from code where batch_id = ?", batch.id()));
            assertEquals(
                    4_321, c.count("select count(*) from code where octet_length(signature) = 64 and state = 'MADE'"));
            assertEquals(4_321, c.count("select max(serial) from code where batch_id = ?", batch.id()));
            assertEquals(
                    4_321,
                    c.count("select count(distinct leaf_hash) from ledger_pending where body like '% code.made %'"));
            assertEquals(
                    4_321,
                    c.count(
                            "select used from key_use where key_index = ?",
                            batch.keyIndex().orElseThrow()));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void asking_twice_with_one_key_makes_once(Database database) {
        try (var c = new TestCity(database)) {
            Batch ordered = c.batches.order(by(c.city), new BatchOrder("特种设备码", CodeClass.NEW, 10, "试点"));
            Batch approved = c.batches.approve(by(c.city), ordered.id(), ordered.version());
            WriteRequest once = by(c.city);
            Batch first = c.batches.make(once, approved.id(), approved.version());
            Batch second = c.batches.make(once, approved.id(), approved.version());
            assertEquals(first, second);
            assertEquals(10, c.count("select count(*) from code"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_stale_version_changes_nothing(Database database) {
        try (var c = new TestCity(database)) {
            Batch ordered = c.batches.order(by(c.city), new BatchOrder("特种设备码", CodeClass.NEW, 10, "试点"));
            c.batches.approve(by(c.city), ordered.id(), ordered.version());
            Problem problem =
                    assertThrows(Problem.class, () -> c.batches.approve(by(c.city), ordered.id(), ordered.version()));
            assertEquals(ProblemType.STALE_VERSION, problem.type());
            assertEquals(Optional.of("version"), problem.field());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_district_sees_its_own_orders_and_not_those_of_another(Database database) {
        try (var c = new TestCity(database)) {
            Batch mine = c.batches.order(by(c.pudong), new BatchOrder("特种设备码", CodeClass.STOCK, 10, "浦东存量"));
            Problem hidden = assertThrows(Problem.class, () -> c.batches.get(c.xuhui, mine.id()));
            assertEquals(ProblemType.NOT_FOUND, hidden.type());
            assertEquals(mine, c.batches.get(c.pudong, mine.id()));
            assertEquals(mine, c.batches.get(c.city, mine.id()));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_key_never_signs_more_than_its_cap_and_the_next_batch_gets_a_new_key(Database database) {
        try (var c = new TestCity(database)) {
            Batch first = c.made(5, CodeClass.REPLACEMENT);
            int index = first.keyIndex().orElseThrow();
            c.run("update key_use set used = 199999 where key_index = ?", index);
            Batch second = c.made(5, CodeClass.REPLACEMENT);
            assertTrue(second.keyIndex().orElseThrow() != index);
            assertEquals(199_999, c.count("select used from key_use where key_index = ?", index));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void until_2027_only_the_city_makes_and_from_2028_a_district_makes_its_own(Database database) {
        try (var c = new TestCity(database)) {
            Batch ordered = c.batches.order(by(c.pudong), new BatchOrder("特种设备码", CodeClass.STOCK, 10, "浦东存量"));
            Batch approved = c.batches.approve(by(c.city), ordered.id(), ordered.version());
            Problem early =
                    assertThrows(Problem.class, () -> c.batches.make(by(c.pudong), approved.id(), approved.version()));
            assertEquals(ProblemType.FORBIDDEN, early.type());
            assertTrue(
                    early.detail().zh().contains("2028-01-01"), early.detail().zh());
            TestCity.now("2027-12-31T16:00:00Z");
            Batch made = c.batches.make(by(c.pudong), approved.id(), approved.version());
            assertEquals("2028-01-01", made.madeOn().orElseThrow().toString());
            assertEquals(
                    10,
                    c.count(
                            "select count(*) from code where district = '310115' and holder_id = ?",
                            c.pudong.organisation().id()));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_rejected_order_is_over(Database database) {
        try (var c = new TestCity(database)) {
            Batch ordered = c.batches.order(by(c.pudong), new BatchOrder("特种设备码", CodeClass.STOCK, 10, "浦东存量"));
            Batch rejected = c.batches.reject(by(c.city), ordered.id(), ordered.version(), "数量有误");
            assertEquals(Optional.of("数量有误"), rejected.answer());
            Problem over =
                    assertThrows(Problem.class, () -> c.batches.approve(by(c.city), rejected.id(), rejected.version()));
            assertEquals(ProblemType.WRONG_STATE, over.type());
        }
    }
}
