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
                "/suspect/labels",
                "/devices",
                "/hand-overs",
                "/apps",
                "/apps/public-desk/board",
                "/apps/supervision/orders",
                round.bound("/actions/record-supervision"),
                round.portrait,
                "/apps/unit-desk/applications");
        round.look(
                "city",
                round.cast.city,
                "/",
                "/plugins",
                "/plugins/releases/new",
                "/batches",
                "/accounts",
                "/ledger?subject=device:1");
        round.read(
                "city",
                round.cast.city,
                "/codes",
                "/stock",
                "/organisations",
                "/keys",
                "/jobs",
                "/running",
                "/devices?q=%E5%8F%B7%E6%A2%AF",
                round.portrait + "/entries");
    }

    @Test
    void pages_of_inspectors_are_within_reach_of_everybody() {
        round.look(
                "inspection-body",
                round.cast.body,
                "/",
                "/give",
                "/apps/inspection-desk/tasks",
                "/archive/" + round.device(),
                "/archive/entries/" + round.entry() + "/correct");
    }
}
