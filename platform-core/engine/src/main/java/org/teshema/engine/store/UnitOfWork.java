package org.teshema.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.hibernate.StatelessSession;
import org.teshema.trust.sm.Sm3;

/**
 * One transaction's work: Hibernate's session for rows, the connection under it for bulk, and the two things every
 * business change brings along, its ledger leaf and its outbox row. Belongs to one thread.
 */
public final class UnitOfWork {
    // RFC 9162 section 2.1: what is hashed for a leaf begins with 0x00.
    private static final byte[] LEAF = {0};

    private final StatelessSession session;

    UnitOfWork(StatelessSession session) {
        this.session = session;
    }

    /** The session of this transaction. */
    public StatelessSession session() {
        return session;
    }

    /** Does work on the transaction's own connection. */
    public <T> T jdbc(Database.JdbcWork<T> work) {
        return session.doReturningWork(work::with);
    }

    /** Records that this happened: the leaf commits with the business rows, its place in the tree comes later. */
    public void leaf(LedgerLeaf leaf) {
        byte[] hash = Sm3.hash(LEAF, leaf.canonical());
        jdbc(connection -> {
            try (var insert =
                    connection.prepareStatement("insert into ledger_pending (body, leaf_hash) values (?, ?)")) {
                insert.setString(1, leaf.body());
                insert.setBytes(2, hash);
                return insert.executeUpdate();
            }
        });
    }

    /**
     * Tells those who listen, after the commit.
     *
     * @param topic what happened, such as {@code code.bound}
     * @param subject what it happened to
     * @param body JSON
     */
    public void publish(String topic, String subject, String district, String body, Instant at) {
        jdbc(connection -> {
            try (var insert = connection.prepareStatement(
                    "insert into outbox (topic, subject, district, body, created_at) values (?, ?, ?, ?, ?)")) {
                insert.setString(1, topic);
                insert.setString(2, subject);
                insert.setString(3, district);
                insert.setString(4, body);
                insert.setObject(5, at.atOffset(ZoneOffset.UTC));
                return insert.executeUpdate();
            }
        });
    }

    /** Runs an update with positional parameters and says how many rows it changed. */
    public int update(String sql, Object... parameters) {
        return jdbc(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                Sql.bind(statement, parameters);
                return statement.executeUpdate();
            }
        });
    }

    /** The transaction's own connection, for a bulk facility that needs it whole. */
    public <T> T bulk(BulkWork<T> work) {
        return session.doReturningWork(connection -> {
            try {
                return work.with(connection);
            } catch (java.io.IOException e) {
                throw new SQLException("Bulk write failed", e);
            }
        });
    }

    /** Bulk work on a connection. */
    @FunctionalInterface
    public interface BulkWork<T> {
        T with(Connection connection) throws SQLException, java.io.IOException;
    }
}
