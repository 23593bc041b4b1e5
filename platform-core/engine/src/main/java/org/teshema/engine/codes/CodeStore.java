package org.teshema.engine.codes;

import java.sql.Savepoint;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hibernate.exception.ConstraintViolationException;
import org.teshema.api.code.CodeState;
import org.teshema.engine.store.BulkRows;
import org.teshema.engine.store.UnitOfWork;

/**
 * Stores new codes and their ledger leaves a chunk at a time, inside the caller's transaction. A short number that is taken
 * already, by chance, costs its chunk a second try with other numbers and nothing else.
 */
final class CodeStore {
    private static final int TRIES = 5;

    private final UnitOfWork unit;
    private final NewBatch batch;

    CodeStore(UnitOfWork unit, NewBatch batch) {
        this.unit = unit;
        this.batch = batch;
    }

    /**
     * Stores a chunk.
     *
     * @param renumber gives codes other short numbers after a clash
     */
    void store(List<NewCode> chunk, UnaryOperator<List<NewCode>> renumber) {
        List<NewCode> codes = chunk;
        for (int tries = 1; ; tries++) {
            Savepoint before = unit.jdbc(connection -> connection.setSavepoint());
            try {
                write(codes);
                unit.jdbc(connection -> {
                    connection.releaseSavepoint(before);
                    return before;
                });
                return;
            } catch (ConstraintViolationException e) {
                unit.jdbc(connection -> {
                    connection.rollback(before);
                    return before;
                });
                if (tries == TRIES) {
                    throw e;
                }
                codes = renumber.apply(codes);
            }
        }
    }

    private void write(List<NewCode> codes) {
        try (BulkRows rows = unit.into(
                "code",
                "code_id",
                "batch_id",
                "serial",
                "number",
                "signature",
                "foreign_text",
                "state",
                "holder_id",
                "district",
                "changed_at")) {
            for (NewCode code : codes) {
                rows.add(
                        code.id().value(),
                        batch.id(),
                        code.serial(),
                        code.number(),
                        code.foreignText().isPresent() ? null : code.signature(),
                        code.foreignText(),
                        CodeState.MADE,
                        batch.holder(),
                        batch.district(),
                        batch.at());
            }
        }
        unit.leaves(codes.stream().map(batch::leaf).toList());
    }
}
