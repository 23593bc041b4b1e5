package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teshema.engine.codes.TestCity.by;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.trust.keys.CodeClass;

class ClaimsTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";

    private static ClaimOrder order(Batch batch, int first, int last, Actor unit, Long device, String reason) {
        return new ClaimOrder(
                new SerialRange(batch.id(), first, last),
                unit.organisation().id(),
                Optional.ofNullable(device),
                Optional.ofNullable(reason));
    }

    private static Problem refused(TestCity c, Actor giver, ClaimOrder order) {
        return assertThrows(Problem.class, () -> c.claims.give(by(giver), order));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void stock_codes_are_given_out_in_bulk_by_the_district_and_its_station(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            c.move(new SerialRange(batch.id(), 1, 20), c.city, c.pudong);
            c.move(new SerialRange(batch.id(), 11, 20), c.pudong, c.station);
            Claim claim = c.claims.give(by(c.pudong), order(batch, 1, 10, c.unit, null, null));
            assertEquals(10, claim.range().size());
            c.claims.give(by(c.station), order(batch, 11, 12, c.unit, null, null));
            assertEquals(
                    12,
                    c.count(
                            "select count(*) from code where state = 'CLAIMED' and unit_id = ? and holder_id = ?",
                            c.unit.organisation().id(),
                            c.unit.organisation().id()));
            assertEquals(2, c.claims.list(c.unit, Cursor.first()).items().size());
            assertEquals(1, c.claims.list(c.station, Cursor.first()).items().size());
            assertEquals(0, c.claims.list(c.otherUnit, Cursor.first()).items().size());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_is_not_in_stock_cannot_be_given_out(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            c.move(new SerialRange(batch.id(), 1, 10), c.city, c.pudong);
            c.claims.give(by(c.pudong), order(batch, 1, 3, c.unit, null, null));
            assertEquals(
                    ProblemType.RANGE_NOT_HELD,
                    refused(c, c.pudong, order(batch, 3, 5, c.unit, null, null)).type());
            assertEquals(
                    ProblemType.RANGE_NOT_HELD,
                    refused(c, c.pudong, order(batch, 9, 12, c.unit, null, null))
                            .type());
            assertEquals(3, c.count("select count(*) from code where state = 'CLAIMED'"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_unit_of_another_district_is_served_by_its_own(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            c.move(new SerialRange(batch.id(), 1, 20), c.city, c.pudong);
            Problem stranger = refused(c, c.pudong, order(batch, 1, 3, c.otherUnit, null, null));
            assertEquals(ProblemType.FORBIDDEN, stranger.type());
            c.lift(c.otherUnit, "310115");
            c.claims.give(by(c.pudong), order(batch, 1, 3, c.otherUnit, null, null));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void at_a_supervision_inspection_the_inspection_body_gives_one_code_for_the_device(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.NEW);
            c.move(new SerialRange(batch.id(), 1, 20), c.city, c.pudong);
            c.move(new SerialRange(batch.id(), 1, 10), c.pudong, c.inspector);
            long lift = c.lift(c.unit, "310115");
            assertEquals(
                    Optional.of("device"),
                    refused(c, c.inspector, order(batch, 1, 1, c.unit, null, null))
                            .field());
            assertEquals(
                    Optional.of("last"),
                    refused(c, c.inspector, order(batch, 1, 2, c.unit, lift, null))
                            .field());
            assertEquals(
                    ProblemType.INVALID,
                    refused(c, c.inspector, order(batch, 1, 1, c.otherUnit, lift, null))
                            .type());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    refused(c, c.station, order(batch, 1, 1, c.unit, lift, null))
                            .type());
            Claim claim = c.claims.give(by(c.inspector), order(batch, 1, 1, c.unit, lift, null));
            assertEquals(Optional.of(lift), claim.device());
            assertEquals("310115", claim.district());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_code_given_out_for_a_device_is_in_its_archive_and_in_the_inbox_of_who_uses_it(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.NEW);
            c.move(new SerialRange(batch.id(), 1, 20), c.city, c.pudong);
            long lift = c.lift(c.unit, "310115");
            long elsewhere = c.lift(c.otherUnit, "310104");
            assertEquals(List.of(lift), waiting(c, c.pudong), "of the own district, and without a code");
            assertEquals(List.of(elsewhere, lift), waiting(c, c.city));
            assertEquals(c.unit.organisation().id(), c.claims.userOf(c.pudong, lift));
            assertThrows(Problem.class, () -> c.claims.userOf(c.pudong, elsewhere));
            Claim claim = c.claims.give(by(c.pudong), order(batch, 1, 1, c.unit, lift, "无监督检验"));
            assertEquals(
                    1,
                    c.count(
                            "select count(*) from entry e join inbox_item i on i.entry_id = e.id where e.kind ="
                                    + " 'code-given' and e.subject_id = ? and i.organisation_id = ? and e.fields like ?",
                            Long.toString(lift),
                            c.unit.organisation().id(),
                            "%\"claim\":" + claim.id() + "%"));
            assertEquals(List.of(), waiting(c, c.pudong), "it waits for its unit and for no code");
        }
    }

    private static List<Long> waiting(TestCity c, Actor actor) {
        return c.claims.waiting(actor, 10).stream().map(Claims.Waiting::device).toList();
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_label_of_the_wrong_title_is_not_given_out_for_a_device(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked("特种设备码", 20, CodeClass.NEW);
            c.move(new SerialRange(batch.id(), 1, 20), c.city, c.pudong);
            c.move(new SerialRange(batch.id(), 1, 10), c.pudong, c.inspector);
            long lift = c.lift(c.unit, "310115");
            Problem problem = refused(c, c.inspector, order(batch, 1, 1, c.unit, lift, null));
            assertEquals(ProblemType.LABEL_NOT_FOR_DEVICE, problem.type());
            assertEquals(Optional.of("device"), problem.field());
            assertEquals(0, c.count("select count(*) from code where state = 'CLAIMED'"));
            long boiler = c.device("1100", c.unit, "310115");
            c.claims.give(by(c.inspector), order(batch, 1, 1, c.unit, boiler, null));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void without_a_supervision_inspection_the_district_gives_a_reason(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.NEW);
            c.move(new SerialRange(batch.id(), 1, 20), c.city, c.pudong);
            long lift = c.lift(c.unit, "310115");
            assertEquals(
                    Optional.of("reason"),
                    refused(c, c.pudong, order(batch, 1, 1, c.unit, lift, null)).field());
            Claim claim = c.claims.give(by(c.pudong), order(batch, 1, 1, c.unit, lift, "该品种无监督检验"));
            assertEquals(Optional.of("该品种无监督检验"), claim.reason());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void an_inspection_body_gives_out_no_stock_codes(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = c.stocked(20, CodeClass.STOCK);
            c.move(new SerialRange(batch.id(), 1, 20), c.city, c.pudong);
            c.move(new SerialRange(batch.id(), 1, 10), c.pudong, c.inspector);
            long lift = c.lift(c.unit, "310115");
            assertEquals(
                    ProblemType.FORBIDDEN,
                    refused(c, c.inspector, order(batch, 1, 1, c.unit, lift, null))
                            .type());
        }
    }
}
