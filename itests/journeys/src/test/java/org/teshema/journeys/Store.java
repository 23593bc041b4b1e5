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
            String server = System.getenv("TESHEMA_TEST_POSTGRES");
            if (server == null) {
                throw new AssertionError("TESHEMA_TEST_POSTGRES names no PostgreSQL; ./teshema test starts one");
            }
            String name = "journey_" + UUID.randomUUID().toString().replace("-", "");
            statement(server, "create database " + name);
            String url = server.replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
            return RunningPlatform.unpacked()
                    .with("teshema.database.url", url)
                    .afterwards(() -> statement(server, "drop database " + name + " with (force)"));
        }
    };

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
