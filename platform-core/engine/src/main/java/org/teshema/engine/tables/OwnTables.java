package org.teshema.engine.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Connections;
import org.teshema.engine.store.Database;

/** The tables of one app on this node: its two connections, and its turn while they are rebuilt. Thread-safe. */
final class OwnTables implements Tables, AutoCloseable {
    static final int MOST_AT_A_TIME = 2;
    private static final int MOST_CHANGES = 500;
    private static final long WAIT_MILLIS = 1_000;

    private final Database database;
    private final Connections connections;
    private final Semaphore free = new Semaphore(MOST_AT_A_TIME);
    final ReadWriteLock rebuilding = new ReentrantReadWriteLock();
    final LongAdder done = new LongAdder();
    final LongAdder failed = new LongAdder();
    private volatile Home home;

    OwnTables(Database database, Home home) {
        this.database = database;
        this.home = home;
        this.connections = database.under(home.role(), home.secret(), MOST_AT_A_TIME);
    }

    Home home() {
        return home;
    }

    /** From now on they are there. */
    void moved(Home to) {
        home = to;
    }

    /** Work on one of the app's connections. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public List<Map<String, Object>> query(Statement statement) {
        if (!statement.isQuery()) {
            throw failure(Reason.REFUSED, "A query begins with select or with: " + statement.sql());
        }
        return run(true, connection -> Statements.query(connection, statement));
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
        Supplier<Integer> work = () -> run(false, connection -> Statements.change(connection, statements));
        try {
            return database.besideWriters(work);
        } catch (Problem e) {
            throw failure(Reason.AWAY, "The database cannot be reached");
        }
    }

    private <T> T run(boolean readOnly, Work<T> work) {
        try {
            if (!free.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw failure(Reason.BUSY, "Two statements of this app are under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Reason.BUSY, "Interrupted while waiting for a turn");
        }
        try {
            T result = alone(readOnly, work);
            done.increment();
            return result;
        } finally {
            free.release();
        }
    }

    private <T> T alone(boolean readOnly, Work<T> work) {
        rebuilding.readLock().lock();
        try {
            return transaction(readOnly, work);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            rebuilding.readLock().unlock();
        }
    }

    /** In one transaction as the app's role; also how it is migrated. */
    <T> T transaction(boolean readOnly, Work<T> work) throws SQLException {
        Connection connection = connections.take();
        try {
            if (!database.isPostgres()) {
                try (var at = connection.createStatement()) {
                    at.execute("set schema \"" + home.schema() + "\"");
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
            return failure(Reason.TOO_SLOW, "The statement took more than a second, or waited for another one");
        }
        return failure(
                Reason.REFUSED,
                String.valueOf(e.getMessage()).lines().findFirst().orElse(state));
    }

    private PlatformFailure failure(Reason reason, String words) {
        failed.increment();
        return new PlatformFailure(reason, words);
    }

    @Override
    public void close() {
        connections.close();
    }
}
