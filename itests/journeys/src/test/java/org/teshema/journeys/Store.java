package org.teshema.journeys;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/** Where a platform under test keeps its data. */
enum Store {
    /** The embedded database, a file in the data directory. */
    H2 {
        @Override
        RunningPlatform prepared() {
            return RunningPlatform.unpacked();
        }
    },
    /** A fresh database on the server that the environment names. */
    POSTGRESQL {
        @Override
        RunningPlatform prepared() {
            FreshPostgres database = new FreshPostgres();
            return RunningPlatform.unpacked()
                    .with("teshema.database.url", database.url())
                    .afterwards(database::close);
        }
    };

    /** An empty database of its own on the server that the environment names. */
    static final class FreshPostgres implements AutoCloseable {
        private final String name = "journey_" + UUID.randomUUID().toString().replace("-", "");
        private final String server = System.getenv("TESHEMA_TEST_POSTGRES");

        FreshPostgres() {
            if (server == null) {
                throw new AssertionError("TESHEMA_TEST_POSTGRES names no PostgreSQL; ./teshema test starts one");
            }
            statement(server, "create database " + name);
        }

        String url() {
            return server.replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
        }

        /** What the database itself says. */
        long count(String sql) {
            try (var connection = DriverManager.getConnection(url());
                    var select = connection.createStatement();
                    var row = select.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            } catch (SQLException e) {
                throw new AssertionError(sql + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            statement(server, "drop database " + name + " with (force)");
        }
    }

    /** A platform on a new database of this kind; not started yet. */
    abstract RunningPlatform prepared();

    private static void statement(String server, String sql) {
        try (var connection = DriverManager.getConnection(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }
}
