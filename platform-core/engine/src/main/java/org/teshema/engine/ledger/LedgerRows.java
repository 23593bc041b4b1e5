package org.teshema.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.teshema.engine.store.Sql;
import org.teshema.trust.merkle.SignedCheckpoint;

/** The ledger's tables as they are read: one place for their columns. */
final class LedgerRows {
    private static final byte[] NONE = {};

    private LedgerRows() {}

    /** The signed head. */
    static Optional<SignedCheckpoint> newest(Connection connection) throws SQLException {
        return checkpoint(connection, "select note from ledger_checkpoint order by size desc limit 1");
    }

    /** How many leaves the rows say are signed, whatever their notes say. */
    static long signedSize(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select max(size) from ledger_checkpoint");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The checkpoint of exactly this size. */
    static Optional<SignedCheckpoint> ofSize(Connection connection, long size) throws SQLException {
        return checkpoint(connection, "select note from ledger_checkpoint where size = ?", size);
    }

    /** Reads rows of the tree; one that is not there is empty. */
    static Function<TileId, byte[]> tiles(Connection connection) {
        return id -> {
            try (var select =
                    connection.prepareStatement("select hashes from ledger_tile where level = ? and tile = ?")) {
                Sql.bind(select, id.level(), id.tile());
                try (var row = select.executeQuery()) {
                    return row.next() ? row.getBytes(1) : NONE;
                }
            } catch (SQLException e) {
                throw new UnreadableTile(e);
            }
        };
    }

    /** Leaves in the order of their indexes, from this one on. */
    static List<Leaf> leaves(Connection connection, long from, int limit) throws SQLException {
        return leaves(connection, "where leaf_index >= ? order by leaf_index limit ?", from, limit);
    }

    /** Leaves of a condition. */
    static List<Leaf> leaves(Connection connection, String condition, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(
                "select leaf_index, subject, body, leaf_hash from ledger_leaf " + condition)) {
            Sql.bind(select, parameters);
            try (var row = select.executeQuery()) {
                List<Leaf> leaves = new ArrayList<>();
                while (row.next()) {
                    leaves.add(new Leaf(
                            row.getLong("leaf_index"),
                            row.getString("subject"),
                            row.getString("body"),
                            row.getBytes("leaf_hash")));
                }
                return leaves;
            }
        }
    }

    /** Stores a checkpoint. */
    static int insert(Connection connection, SignedCheckpoint signed, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into ledger_checkpoint (size, root, note, signed_at) values (?, ?, ?, ?)")) {
            Sql.bind(insert, signed.checkpoint().size(), signed.checkpoint().root(), signed.note(), now);
            return insert.executeUpdate();
        }
    }

    private static Optional<SignedCheckpoint> checkpoint(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            Sql.bind(select, parameters);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(SignedCheckpoint.parse(row.getString(1))) : Optional.empty();
            }
        }
    }

    /** A failed read in the middle of a computation, on its way out to where queries fail. */
    static final class UnreadableTile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableTile(SQLException cause) {
            super("A row of the ledger's tree cannot be read: " + cause.getMessage(), cause);
        }
    }
}
