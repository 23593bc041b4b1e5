package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What belongs to others is not there, and numbers cannot be found by guessing. */
class ForeignEyesJourney {
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
    void what_another_district_has_is_not_there() {
        Refusals.problem(
                ten.cast.otherDistrict.get("/api/v1/devices/" + ten.lifts.get(0)),
                404,
                "not-found",
                null,
                "not yours to see");
        Refusals.problem(
                ten.cast.otherDistrict.get("/api/v1/codes/" + ten.number(1)),
                404,
                "not-found",
                "code",
                "not within your scope");
        Refusals.problem(
                ten.cast.otherUnit.get("/api/v1/devices/" + ten.lifts.get(0)),
                404,
                "not-found",
                null,
                "not yours to see");
        assertTrue(ten.cast.otherUnit.all("/api/v1/devices").isEmpty());
        assertEquals(
                0,
                ten.cast
                        .otherUnit
                        .get("/api/v1/devices/count")
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt());
        String export = ten.cast
                .otherUnit
                .get("/api/v1/devices/export", "text/csv")
                .expect(200)
                .body();
        assertFalse(export.contains(ten.cast.mark() + " 号楼"), export);
    }

    @Test
    void guessing_numbers_is_slowed_down_for_the_guesser_alone() {
        RunningPlatform here = ten.platform;
        Api guesser = ten.cast.otherUnit;
        Api.Answer last = null;
        for (int i = 0; i < 40 && (last == null || last.status() != 429); i++) {
            last = guesser.get("/n/" + TenCodes.unknownNumber());
        }
        Refusals.problem(last, 429, "too-many-tries", "number", "scan the symbol");
        assertTrue(Integer.parseInt(last.header("Retry-After")) > 0);
        Api.anybody(here).get("/n/" + ten.number(1)).expect(200);
    }
}
