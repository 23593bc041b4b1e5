package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Runs after all journeys: what the contract promises and nobody has done in them, and a page nobody looked at, is held against nothing. */
class EveryOperationDone {
    /** What no journey can do at any hour or without another server besides, and the test of REST that does it instead. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "GET /api/v1/inbox/digests/{day}", "DigestResourceTest",
            "GET /api/v1/identities", "OidcResourceTest",
            "DELETE /api/v1/identities/{id}", "OidcResourceTest",
            "POST /api/v1/me/second-factor/reset", "SecondStepTest",
            "GET /api/v1/suspect-labels/{id}", "SuspectPageResourceTest",
            "POST /api/v1/suspect-labels/{id}/close", "SuspectPageResourceTest");

    /** Pages that no journey comes to at any hour or without another server besides, and the test of REST that opens them instead. */
    private static final Map<String, String> OPENED_ELSEWHERE = Map.of(
            "/inbox/digests/{day}", "DigestResourceTest",
            "/login/oidc/callback", "OidcResourceTest");

    @Test
    void every_page_that_there_is_was_looked_at() {
        Set<String> left = PagesSeen.left();
        left.removeAll(OPENED_ELSEWHERE.keySet());
        assertEquals(
                Set.of(),
                left,
                "pages that no journey looks at; PagesJourney and OfficialPagesJourney are the places for them");
    }

    @Test
    void every_operation_of_the_contract_was_done_and_its_answer_held_against_it() throws IOException {
        Set<String> left = new TreeSet<>(Operations.all());
        left.removeAll(Operations.doneInThisRun());
        left.removeAll(ELSEWHERE.keySet());
        assertEquals(
                Set.of(),
                left,
                "operations that no journey does; RarelyAskedJourney is the place for one that none needs");
    }
}
