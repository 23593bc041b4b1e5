package org.teshema.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.postgresql.PGConnection;

/**
 * One transaction's work: Hibernate's session for rows, the connection under it for bulk, and the two things every
 * business change brings along, its ledger leaf and its outbox row. Belongs to one thread.
 */
public final class UnitOfWork {
    private final StatelessSession session;
    private long organisation;

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

    /** From here on the leaves say for which organisation it was done; 0 for none. */
    void actFor(long actingOrganisation) {
        organisation = actingOrganisation;
    }

    private LedgerLeaf named(LedgerLeaf leaf) {
        return organisation == 0 || leaf.role().indexOf(':') >= 0 ? leaf : leaf.doneFor(organisation);
    }

    /** Records that this happened: the leaf commits with the business rows, its place in the tree comes later. */
    public void leaf(LedgerLeaf happened) {
        LedgerLeaf leaf = named(happened);
        update(
                "insert into ledger_pending (subject, body, leaf_hash) values (?, ?, ?)",
                leaf.subject(),
                leaf.body(),
                leaf.hash());
    }

    /** Records that all this happened, in this order: the way of bulk. */
    public void leaves(Iterable<LedgerLeaf> leaves) {
        try (BulkRows rows = into("ledger_pending", "subject", "body", "leaf_hash")) {
            for (LedgerLeaf happened : leaves) {
                LedgerLeaf leaf = named(happened);
                rows.add(leaf.subject(), leaf.body(), leaf.hash());
            }
        }
    }

    /**
     * Many rows into one table: COPY on PostgreSQL, batches of inserts on H2. One at a time: until it is closed nothing else
     * may use this unit of work.
     */
    public BulkRows into(String table, String... columns) {
        return jdbc(connection -> {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return new BatchedRows(connection, this::failure, table, columns);
            }
            try (var unhurried = connection.createStatement()) {
                // A COPY is one statement however long its rows take to come.
                unhurried.execute("set local statement_timeout = 0");
            }
            return new CopiedRows(connection, this::failure, table, columns);
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
        update(
                "insert into outbox (topic, subject, district, body, created_at) values (?, ?, ?, ?, ?)",
                topic,
                subject,
                district,
                body,
                at);
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

    /** Inserts a row with positional parameters and gives the {@code id} the database gave it. */
    public long inserted(String sql, Object... parameters) {
        return jdbc(connection -> Sql.inserted(connection, sql, parameters));
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

    /** What Hibernate would have thrown, so that a broken constraint looks the same on every path. */
    private RuntimeException failure(SQLException e) {
        return ((SharedSessionContractImplementor) session)
                .getJdbcServices()
                .getSqlExceptionHelper()
                .convert(e, "bulk write");
    }

    /** Bulk work on a connection. */
    @FunctionalInterface
    public interface BulkWork<T> {
        T with(Connection connection) throws SQLException, java.io.IOException;
    }
}
