package org.teshema.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Function;

/** Rows written as batches of inserts: the way of H2. */
final class BatchedRows extends BulkRows {
    private static final int BATCH = 1_000;

    private final PreparedStatement insert;
    private int waiting;

    BatchedRows(
            Connection connection, Function<SQLException, RuntimeException> failure, String table, String... columns)
            throws SQLException {
        super(failure, columns.length);
        this.insert = connection.prepareStatement(
                "insert into " + columns(table, columns) + " values (" + Sql.marks(columns.length) + ")");
    }

    @Override
    void write(Object[] values) throws SQLException {
        Sql.bind(insert, values);
        insert.addBatch();
        if (++waiting == BATCH) {
            flush();
        }
    }

    @Override
    void finish() throws SQLException {
        try (insert) {
            flush();
        }
    }

    private void flush() throws SQLException {
        if (waiting > 0) {
            insert.executeBatch();
            waiting = 0;
        }
    }
}
