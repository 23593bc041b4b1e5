package org.teshema.journeys;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of authorities and inspection bodies, as a browser shows them. Those of the others: {@link PagesJourney}. */
class OfficialPagesJourney {
    private static PageRound round;

    @BeforeAll
    static void open() {
        round = new PageRound();
    }

    @AfterAll
    static void close() {
        round.close();
    }

    @Test
    void pages_of_authorities_are_within_reach_of_everybody() {
        round.look(
                "district",
                round.cast.district,
                "/",
                "/inbox",
                "/devices",
                "/hand-overs",
                "/apps",
                "/apps/public-desk/board",
                "/apps/unit-desk/applications");
        round.look("city", round.cast.city, "/", "/plugins", "/batches");
    }

    @Test
    void pages_of_inspectors_are_within_reach_of_everybody() {
        round.look("inspection-body", round.cast.body, "/");
    }
}
