package org.teshema.engine.store;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Fresh, empty databases of both makes for one test each. {@code TESHEMA_TEST_POSTGRES} names a PostgreSQL whose role may
 * create databases; where it is missing the test fails, it does not skip.
 */
public final class TestDatabases {
    private TestDatabases() {}

    /** One fresh database of each make: the arguments of a parameterised test. */
    public static Stream<Database> both() {
        return Stream.of(h2(), postgres());
    }

    /** A fresh H2 database in memory. */
    public static Database h2() {
        return Database.of(
                DatabaseSettings.inMemory("t" + UUID.randomUUID().toString().replace("-", "")));
    }

    /** A fresh PostgreSQL database with the tables of today. */
    public static Database postgres() {
        return database(created("create database %s template " + Migrated.NAME));
    }

    private static Database database(String url) {
        return Database.of(new DatabaseSettings(url, "", "", 8));
    }

    /** A database that was brought up to date once: copying it is quicker than doing so for each test. */
    private static final class Migrated {
        private static final String NAME = named();

        private static String named() {
            String url = freshPostgresUrl();
            try (Database database = database(url)) {
                database.answers();
            }
            return url.replaceFirst("jdbc:postgresql://[^/]+/([^?]*).*", "$1");
        }
    }

    /** The JDBC URL of an empty PostgreSQL database made for this call. */
    public static String freshPostgresUrl() {
        return created("create database %s");
    }

    private static String created(String statementOfName) {
        String server = System.getenv("TESHEMA_TEST_POSTGRES");
        if (server == null || server.isBlank()) {
            throw new AssertionError("TESHEMA_TEST_POSTGRES is not set: run the tests with ./teshema test,"
                    + " or name a PostgreSQL such as jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres");
        }
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(server);
                var statement = connection.createStatement()) {
            statement.execute(String.format(Locale.ROOT, statementOfName, name));
        } catch (SQLException e) {
            throw new AssertionError("The test PostgreSQL refused a new database: " + e.getMessage(), e);
        }
        return server.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }
}
