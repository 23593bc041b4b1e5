package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Runs after all journeys: what the contract promises and nobody has ever done in them is held against nothing. */
class EveryOperationDone {
    @Test
    void every_operation_of_the_contract_was_done_and_its_answer_held_against_it() throws IOException {
        Set<String> left = new TreeSet<>(Operations.all());
        left.removeAll(Operations.doneInThisRun());
        assertEquals(
                Set.of(),
                left,
                "operations that no journey does; RarelyAskedJourney is the place for one that none needs");
    }
}
