package org.teshema.engine.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Connections;
import org.teshema.engine.store.Database;

/** A few connections to an app's tables, on which no statement takes longer than it may. Thread-safe. */
final class TablesWay implements Tables, AutoCloseable {
    private static final int MOST_CHANGES = 500;

    private final OwnTables of;
    private final Database database;
    private final Connections connections;
    private final Semaphore free;
    private final Duration longest;
    private final Duration turn;

    /**
     * None is opened yet.
     *
     * @param most statements at a time
     * @param longest what one may take
     * @param turn how long one waits for its turn
     */
    TablesWay(OwnTables of, Database database, int most, Duration longest, Duration turn) {
        this.of = of;
        this.database = database;
        this.connections = database.under(of.home().role(), of.home().secret(), most, longest);
        this.free = new Semaphore(most);
        this.longest = longest;
        this.turn = turn;
    }

    /** Work on one of the connections. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public List<Map<String, Object>> query(Statement statement) {
        if (!statement.isQuery()) {
            throw failure(Reason.REFUSED, "A query begins with select or with: " + statement.sql());
        }
        return run(true, connection -> Statements.query(connection, statement, endedAfter()));
    }

    @Override
    public int change(List<Statement> statements) {
        if (statements.size() > MOST_CHANGES) {
            throw failure(Reason.TOO_MUCH, "A change has at most " + MOST_CHANGES + " statements");
        }
        for (Statement one : statements) {
            if (!one.isChange()) {
                throw failure(Reason.REFUSED, "A change begins with insert, update, delete or merge: " + one.sql());
            }
        }
        Supplier<Integer> work =
                () -> run(false, connection -> Statements.change(connection, statements, endedAfter()));
        try {
            return database.besideWriters(work);
        } catch (Problem e) {
            throw failure(Reason.AWAY, "The database cannot be reached");
        }
    }

    /** A change may tell PostgreSQL that its statements take as long as they like; H2 keeps what it was told. */
    private int endedAfter() {
        return database.isPostgres() ? 1 : 0;
    }

    private <T> T run(boolean readOnly, Work<T> work) {
        try {
            if (!free.tryAcquire(turn.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(Reason.BUSY, "As many statements of this app as may be are under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Reason.BUSY, "Interrupted while waiting for a turn");
        }
        try {
            T result = alone(readOnly, work);
            of.done.increment();
            return result;
        } finally {
            free.release();
        }
    }

    private <T> T alone(boolean readOnly, Work<T> work) {
        of.rebuilding.readLock().lock();
        try {
            return transaction(readOnly, work);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            of.rebuilding.readLock().unlock();
        }
    }

    /** In one transaction as the app's role. */
    <T> T transaction(boolean readOnly, Work<T> work) throws SQLException {
        Connection connection = connections.take();
        try {
            if (!database.isPostgres()) {
                try (var at = connection.createStatement()) {
                    at.execute("set schema \"" + of.home().schema() + "\"");
                    at.execute("set query_timeout " + longest.toMillis());
                }
            }
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            return result;
        } finally {
            connections.done(connection);
        }
    }

    private PlatformFailure failure(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (Connections.isAway(e)) {
            return failure(Reason.AWAY, "The database cannot be reached");
        }
        if (state.equals("57014") || state.equals("55P03") || state.startsWith("HYT")) {
            return failure(
                    Reason.TOO_SLOW,
                    "The statement took more than " + longest.toMillis() + " ms, or waited for another one");
        }
        return failure(
                Reason.REFUSED,
                String.valueOf(e.getMessage()).lines().findFirst().orElse(state));
    }

    private PlatformFailure failure(Reason reason, String words) {
        of.failed.increment();
        return new PlatformFailure(reason, words);
    }

    @Override
    public void close() {
        connections.close();
    }
}
