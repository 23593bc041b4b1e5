package org.teshema.engine.tables;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.engine.store.Database;

/**
 * The tables of one app on this node, and its turn while they are rebuilt. Scans have a way to them of their own: many of them wait for
 * what one of them asks, and the database works for it at everybody's priority. Thread-safe.
 */
public final class OwnTables implements Tables, AutoCloseable {
    static final int MOST_AT_A_TIME = 2;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** Half of what a view may take before it counts as slow. */
    private static final Duration LONGEST_IN_SCANS = Duration.ofMillis(100);
    /** All of that. */
    private static final Duration TURN_IN_SCANS = Duration.ofMillis(200);

    final ReadWriteLock rebuilding = new ReentrantReadWriteLock();
    final LongAdder done = new LongAdder();
    final LongAdder failed = new LongAdder();
    private final TablesWay usual;
    private final TablesWay inScans;
    private volatile Home home;

    OwnTables(Database database, Home home) {
        this.home = home;
        this.usual = new TablesWay(this, database, MOST_AT_A_TIME, LONGEST, LONGEST);
        this.inScans = new TablesWay(this, database, 1, LONGEST_IN_SCANS, TURN_IN_SCANS);
    }

    Home home() {
        return home;
    }

    /** From now on they are there. */
    void moved(Home to) {
        home = to;
    }

    /** The same tables, for what is asked while somebody's scan is answered: one statement at a time, and a short one. */
    public Tables inScans() {
        return inScans;
    }

    @Override
    public List<Map<String, Object>> query(Statement statement) {
        return usual.query(statement);
    }

    @Override
    public int change(List<Statement> statements) {
        return usual.change(statements);
    }

    /** In one transaction as the app's role; also how it is migrated. */
    <T> T transaction(boolean readOnly, TablesWay.Work<T> work) throws SQLException {
        return usual.transaction(readOnly, work);
    }

    @Override
    public void close() {
        usual.close();
        inScans.close();
    }
}
