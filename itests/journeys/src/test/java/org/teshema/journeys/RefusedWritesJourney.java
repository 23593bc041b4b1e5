package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Whoever sends twice, too late, without the right, or what does not fit: the problem names the field and what was expected, and nothing is half-written. */
class RefusedWritesJourney {
    private static TenCodes ten;

    @BeforeAll
    static void aFewCodes() {
        ten = TenCodes.shared();
    }

    @AfterAll
    static void nothingOfAllThisIsAFaultOfThePlatform() {
        Refusals.noTraces(ten.platform);
    }

    @Test
    void a_request_sent_twice_is_done_once_and_its_key_serves_for_no_other() {
        String key = UUID.randomUUID().toString();
        Api.Answer first =
                ten.cast.city.post("/api/v1/batches", CodeDesk.orderOf(3), key).expect(201);
        Api.Answer second =
                ten.cast.city.post("/api/v1/batches", CodeDesk.orderOf(3), key).expect(201);
        assertEquals(first.text("id"), second.text("id"));
        Refusals.problem(
                ten.cast.city.post("/api/v1/batches", CodeDesk.orderOf(4), key),
                409,
                "idempotency-key-reused",
                "Idempotency-Key",
                "Choose a new key");
        Refusals.problem(
                ten.cast.city.send("POST", "/api/v1/batches", "application/json", CodeDesk.orderOf(3), null),
                400,
                "invalid-value",
                "Idempotency-Key",
                "8 to 80 visible ASCII characters");
    }

    @Test
    void of_two_who_change_the_same_thing_the_second_is_told_so() {
        String id = ten.desk.order(3);
        int version = ten.desk.batch(id).path("version").asInt();
        ten.cast
                .city
                .post("/api/v1/batches/" + id + "/approve", Map.of("version", version))
                .expect(200);
        Refusals.problem(
                ten.cast.city.post("/api/v1/batches/" + id + "/make", Map.of("version", version)),
                409,
                "stale-version",
                "version",
                "Read it again and retry");
        Refusals.problem(
                ten.cast.city.post("/api/v1/batches/" + id + "/approve", Map.of("version", version + 1)),
                409,
                "wrong-state",
                null,
                "it must be");
    }

    @TestFactory
    Stream<DynamicTest> whoever_has_not_the_right_is_refused_and_nothing_is_written() {
        String free = ten.lifts.get(1);
        return Stream.of(
                refused(
                        "nobody orders",
                        ten.cast.anybody(),
                        "/api/v1/batches",
                        CodeDesk.orderOf(3),
                        401,
                        "not-logged-in",
                        null,
                        "Please log in"),
                refused(
                        "a unit orders",
                        ten.cast.unit,
                        "/api/v1/batches",
                        CodeDesk.orderOf(3),
                        403,
                        "not-allowed",
                        null,
                        "may order codes"),
                refused(
                        "a district approves",
                        ten.cast.district,
                        "/api/v1/batches/" + ten.batch + "/approve",
                        Map.of("version", 0),
                        403,
                        "not-allowed",
                        null,
                        "may approve an order"),
                refused(
                        "a district hands over what it does not hold",
                        ten.cast.otherDistrict,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(ten.batch, 4, 4, ten.cast.stationId),
                        403,
                        "not-allowed",
                        "to",
                        "hands over to"),
                refused(
                        "a range that overlaps one on its way",
                        ten.cast.city,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(ten.batch, 6, 8, ten.cast.districtId),
                        409,
                        "range-not-held",
                        "first",
                        "Ask for a range that you hold"),
                refused(
                        "a range that the giver does not hold",
                        ten.cast.city,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(ten.batch, 1, 3, ten.cast.districtId),
                        409,
                        "range-not-held",
                        "first",
                        "you hold as in stock: none"),
                refused(
                        "a range beyond the batch",
                        ten.cast.city,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(ten.batch, 9, 40, ten.cast.districtId),
                        409,
                        "range-not-held",
                        "first",
                        "no such serial"),
                refused(
                        "a range that ends before it begins",
                        ten.cast.city,
                        "/api/v1/hand-overs",
                        CodeDesk.offerOf(ten.batch, 9, 8, ten.cast.districtId),
                        400,
                        "invalid-value",
                        "last",
                        "must not be before its first"),
                refused(
                        "codes for a unit of another district",
                        ten.cast.otherDistrict,
                        "/api/v1/claims",
                        CodeDesk.claimOf(ten.batch, 4, 4, ten.cast.unitId),
                        403,
                        "not-allowed",
                        "unit",
                        "its own district gives out"),
                refused(
                        "codes that are given out already",
                        ten.cast.district,
                        "/api/v1/claims",
                        CodeDesk.claimOf(ten.batch, 2, 4, ten.cast.unitId),
                        409,
                        "range-not-held",
                        "first",
                        "Ask for a range that you hold"),
                bindingRefused(
                        "a position not permitted",
                        ten.cast.unit,
                        2,
                        free,
                        "on-the-moon",
                        422,
                        "position-not-permitted",
                        "position",
                        "permitted are"),
                bindingRefused(
                        "a lift's label on a boiler",
                        ten.cast.unit,
                        2,
                        ten.cast.device("1100", ten.cast.mark() + " 号锅炉"),
                        "nearby-wall",
                        422,
                        "label-not-for-device",
                        "code",
                        "use a code with the right title"),
                bindingRefused(
                        "a device already bound",
                        ten.cast.unit,
                        2,
                        ten.lifts.get(0),
                        "car-interior",
                        409,
                        "already-bound",
                        "device",
                        "A device has one code"),
                bindingRefused(
                        "a code already bound",
                        ten.cast.unit,
                        1,
                        free,
                        "car-interior",
                        409,
                        "already-bound",
                        "code",
                        "A code stands for one device"),
                bindingRefused(
                        "another unit's code",
                        ten.cast.otherUnit,
                        2,
                        free,
                        "car-interior",
                        404,
                        "not-found",
                        "code",
                        "within your scope"),
                bindingRefused(
                        "a blank code",
                        ten.cast.unit,
                        4,
                        free,
                        "car-interior",
                        404,
                        "not-found",
                        "code",
                        "within your scope"),
                bindingRefused(
                        "a district binds",
                        ten.cast.district,
                        2,
                        free,
                        "car-interior",
                        403,
                        "not-allowed",
                        null,
                        "may bind a code"),
                refused(
                        "writing off what one does not hold",
                        ten.cast.otherDistrict,
                        "/api/v1/codes/spoil",
                        CodeDesk.spoilOf(ten.batch, 4, 4),
                        409,
                        "range-not-held",
                        "first",
                        "Ask for a range that you hold"),
                refused(
                        "a quantity that is none",
                        ten.cast.city,
                        "/api/v1/batches",
                        Map.of("title", CodeDesk.LIFTS, "codeClass", "STOCK", "quantity", 0, "reason", "x"),
                        400,
                        "invalid-value",
                        "quantity",
                        "is 1 to"),
                refused(
                        "a word for a number",
                        ten.cast.city,
                        "/api/v1/batches",
                        Map.of("title", CodeDesk.LIFTS, "codeClass", "STOCK", "quantity", "many", "reason", "x"),
                        400,
                        "invalid-value",
                        "quantity",
                        "number"),
                refused(
                        "a field that is missing",
                        ten.cast.city,
                        "/api/v1/batches",
                        Map.of("title", CodeDesk.LIFTS, "codeClass", "STOCK", "quantity", 3),
                        400,
                        "invalid-value",
                        "reason",
                        "is missing"),
                refused(
                        "a field that is not there",
                        ten.cast.city,
                        "/api/v1/batches",
                        Map.of(
                                "title",
                                CodeDesk.LIFTS,
                                "codeClass",
                                "STOCK",
                                "quantity",
                                3,
                                "reason",
                                "x",
                                "colour",
                                "red"),
                        400,
                        "invalid-value",
                        "colour",
                        "colour"));
    }

    private static DynamicTest refused(
            String what, Api who, String path, Object body, int status, String type, String field, String expected) {
        return changesNothing(what, () -> Refusals.problem(who.post(path, body), status, type, field, expected));
    }

    private static DynamicTest bindingRefused(
            String what,
            Api who,
            int serial,
            String device,
            String position,
            int status,
            String type,
            String field,
            String expected) {
        return changesNothing(what, () -> {
            Refusals.problem(
                    who.post(
                            "/api/v1/bindings",
                            CodeDesk.bindingOf(ten.url(serial), device, position, TenCodes.REFUSED)),
                    status,
                    type,
                    field,
                    expected);
        });
    }

    private static DynamicTest changesNothing(String what, Executable request) {
        return DynamicTest.dynamicTest(what, () -> {
            String before = ten.state();
            request.execute();
            assertEquals(before, ten.state(), "nothing is half-written");
        });
    }
}
