package org.teshema.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * An open database that one test after the other has for itself: to open one costs the server ten times what it costs to empty
 * one. It is handed on with the rows that the migrations wrote and no others, and numbers begin at one. Where a test changed the
 * tables, or still works on a connection after it closed the database, the next one gets another.
 */
final class KeptDatabase {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final OpenDatabase open;
    private final Emptying emptying;
    private final List<String> shape;
    private final List<String> tables;
    private final List<String> filled;

    private KeptDatabase(OpenDatabase open, Emptying emptying) {
        this.open = open;
        this.emptying = emptying;
        try (Connection connection = open.pool().getConnection();
                Statement statement = connection.createStatement()) {
            shape = emptying.shape(statement);
            tables = emptying.tables(statement);
            filled = Emptying.filled(statement, tables);
            statement.execute("create schema kept");
            for (String table : filled) {
                statement.execute("create table kept." + table + " as select * from " + table);
            }
        } catch (SQLException e) {
            throw new AssertionError("A database cannot be kept", e);
        }
    }

    /** The databases of one make that wait for the next test. */
    static final class Shelf {
        private final ConcurrentLinkedDeque<KeptDatabase> waiting = new ConcurrentLinkedDeque<>();
        private final Supplier<DatabaseSettings> fresh;

        /** A shelf whose databases are made, when it is empty, where that says. */
        Shelf(Supplier<DatabaseSettings> fresh) {
            this.fresh = fresh;
        }

        /** One for a test: taken at the first call, given back when the test closes it. */
        Database database(DatabaseSettings like) {
            var taken = new ConcurrentLinkedDeque<KeptDatabase>();
            return Database.of(
                    like,
                    settings -> {
                        KeptDatabase kept = Optional.ofNullable(waiting.poll()).orElseGet(this::made);
                        taken.push(kept);
                        return kept.open;
                    },
                    open -> giveBack(taken.pop()));
        }

        private KeptDatabase made() {
            DatabaseSettings settings = fresh.get();
            return new KeptDatabase(OpenDatabase.of(settings), settings.isH2() ? Emptying.H2 : Emptying.POSTGRESQL);
        }

        private void giveBack(KeptDatabase kept) {
            if (kept.isIdle() && kept.isEmptied()) {
                waiting.push(kept);
            } else {
                kept.open.close();
            }
        }
    }

    private boolean isIdle() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (open.figures().active() > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    private boolean isEmptied() {
        try (Connection connection = open.pool().getConnection();
                Statement statement = connection.createStatement()) {
            if (!emptying.shape(statement).equals(shape)) {
                return false;
            }
            emptying.forget(statement, tables);
            for (String table : filled) {
                statement.execute("insert into " + table + " select * from kept." + table);
            }
            return true;
        } catch (SQLException e) {
            throw new AssertionError("A database cannot be emptied", e);
        }
    }
}
