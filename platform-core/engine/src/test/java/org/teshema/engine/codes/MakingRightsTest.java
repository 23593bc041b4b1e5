package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.device.OrganisationKind;

class MakingRightsTest {
    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void the_plan_lets_the_city_make_and_from_2028_the_districts_as_well() {
        MakingRights rights = MakingRights.load(Optional.empty());
        assertFalse(rights.held(OrganisationKind.CITY_BUREAU, day("2024-05-31")));
        assertTrue(rights.held(OrganisationKind.CITY_BUREAU, day("2024-06-01")));
        assertTrue(rights.held(OrganisationKind.CITY_BUREAU, day("2030-01-01")));
        assertFalse(rights.held(OrganisationKind.DISTRICT, day("2027-12-31")));
        assertTrue(rights.held(OrganisationKind.DISTRICT, day("2028-01-01")));
        assertFalse(rights.held(OrganisationKind.STATION, day("2028-01-01")));
        assertEquals(Optional.of(day("2028-01-01")), rights.next(OrganisationKind.DISTRICT, day("2026-01-01")));
        assertEquals(Optional.empty(), rights.next(OrganisationKind.DISTRICT, day("2028-01-01")));
    }

    @Test
    void an_operators_own_table_comes_before_the_one_shipped(@TempDir Path etc) throws IOException {
        Files.writeString(
                etc.resolve("making-rights.csv"), "# a pilot\nfrom,until,role\n2026-01-01,2026-03-31,DISTRICT\n");
        MakingRights rights = MakingRights.load(Optional.of(etc));
        assertTrue(rights.held(OrganisationKind.DISTRICT, day("2026-03-31")));
        assertFalse(rights.held(OrganisationKind.DISTRICT, day("2026-04-01")));
        assertFalse(rights.held(OrganisationKind.CITY_BUREAU, day("2026-03-31")));
        assertEquals(
                2, MakingRights.load(Optional.of(etc.resolve("nothing"))).rows().size());
    }

    @Test
    void a_line_that_is_wrong_is_named() {
        for (String line : List.of(
                "2026-01-01,2025-01-01,DISTRICT", "2026-1-1,,DISTRICT", "2026-01-01,,NOBODY", "2026-01-01,DISTRICT")) {
            var problem = assertThrows(
                    IllegalArgumentException.class,
                    () -> MakingRights.parse(List.of("from,until,role", "2024-06-01,,CITY_BUREAU", line), "table"));
            assertTrue(problem.getMessage().contains("line 3"), problem.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> MakingRights.parse(List.of("from,until,role"), "table"));
        assertThrows(IllegalArgumentException.class, () -> MakingRights.parse(List.of("who,when"), "table"));
    }
}
