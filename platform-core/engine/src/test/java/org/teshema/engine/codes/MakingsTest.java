package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.codes.TestCity.by;
import static org.teshema.engine.time.Eventually.eventually;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.keys.CodeClass;

class MakingsTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";
    private static final int MANY = 40_000;

    private static Makings makings(TestCity c) {
        return new Makings(c.database, c.writes, TestCity.CLOCK, c.batches);
    }

    private static Batch approved(TestCity c, int quantity) {
        Batch ordered = c.batches.order(by(c.city), new BatchOrder("特种设备码", CodeClass.STOCK, quantity, "首批"));
        return c.batches.approve(by(c.city), ordered.id(), ordered.version());
    }

    private static void isMade(TestCity c, Makings makings, Batch batch) {
        eventually(() -> makings.of(batch).orElseThrow().state() == MakeState.DONE);
        assertEquals(BatchState.MADE, c.batches.get(c.city, batch.id()).state());
        assertEquals(batch.quantity(), c.count("select count(*) from code where batch_id = ?", batch.id()));
        assertEquals(batch.quantity(), c.count("select count(*) from ledger_pending where body like '% code.made %'"));
        assertEquals(batch.quantity(), makings.of(batch).orElseThrow().codesDone());
        assertEquals(batch.quantity(), c.balances.of(c.city).codes().inStock(), "what is made is in the maker's stock");
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_is_asked_for_is_made_in_the_background(Database database) {
        try (var c = new TestCity(database);
                Makings makings = makings(c)) {
            Batch batch = approved(c, 50);
            assertTrue(makings.of(batch).isEmpty());
            WriteRequest once = by(c.city);
            makings.ask(once, batch.id(), batch.version());
            isMade(c, makings, batch);
            makings.ask(once, batch.id(), batch.version());
            isMade(c, makings, batch);
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_was_being_made_when_the_platform_stopped_is_made_once_after_it(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = approved(c, MANY);
            try (Makings stopped = makings(c)) {
                stopped.ask(by(c.city), batch.id(), batch.version());
                eventually(() -> stopped.of(batch).orElseThrow().codesDone() > 0);
            }
            assertEquals(0, c.count("select count(*) from code where batch_id = ?", batch.id()));
            try (Makings again = makings(c)) {
                isMade(c, again, batch);
            }
            // As if the process had ended between the last code and the end of the job.
            c.run("update make_job set state = 'RUNNING' where batch_id = ?", batch.id());
            try (Makings third = makings(c)) {
                isMade(c, third, batch);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_cannot_be_made_is_refused_at_once(Database database) {
        try (var c = new TestCity(database);
                Makings makings = makings(c)) {
            Batch batch = approved(c, 5);
            assertEquals(
                    ProblemType.STALE_VERSION,
                    assertThrows(Problem.class, () -> makings.ask(by(c.city), batch.id(), batch.version() - 1))
                            .type());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    assertThrows(Problem.class, () -> makings.ask(by(c.unit), batch.id(), batch.version()))
                            .type());
            Batch made = c.made(3, CodeClass.STOCK);
            assertEquals(
                    ProblemType.WRONG_STATE,
                    assertThrows(Problem.class, () -> makings.ask(by(c.city), made.id(), made.version()))
                            .type());
            assertTrue(makings.of(batch).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_batch_is_asked_for_once_at_a_time_and_what_came_in_between_is_told(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = approved(c, 5);
            Makings stopped = makings(c);
            stopped.close();
            stopped.ask(by(c.city), batch.id(), batch.version());
            assertEquals(MakeState.WAITING, stopped.of(batch).orElseThrow().state());
            assertEquals(
                    ProblemType.WRONG_STATE,
                    assertThrows(Problem.class, () -> stopped.ask(by(c.city), batch.id(), batch.version()))
                            .type());
            c.batches.make(by(c.city), batch.id(), batch.version());
            try (Makings late = makings(c)) {
                eventually(() -> late.of(batch).orElseThrow().state() == MakeState.FAILED);
                assertTrue(late.of(batch).orElseThrow().reason().isPresent());
                assertEquals(5, c.count("select count(*) from code"));
            }
        }
    }
}
