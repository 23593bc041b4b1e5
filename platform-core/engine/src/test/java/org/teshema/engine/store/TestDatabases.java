package org.teshema.engine.store;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Empty databases of both makes for one test each. {@code TESHEMA_TEST_POSTGRES} names a PostgreSQL whose role may
 * create databases; where it is missing the test fails, it does not skip.
 */
public final class TestDatabases {
    private static final KeptDatabase.Shelf H2 = new KeptDatabase.Shelf(TestDatabases::inMemory);
    private static final KeptDatabase.Shelf POSTGRES = new KeptDatabase.Shelf(() -> settings(freshPostgresUrl()));

    private TestDatabases() {}

    /** One empty database of each make: the arguments of a parameterised test. */
    public static Stream<Database> both() {
        return Stream.of(h2(), postgres());
    }

    /** The same, each made for this test: for those that make schemas and roles, or connect beside the platform. */
    public static Stream<Database> bothFresh() {
        return Stream.of(freshH2(), freshPostgres());
    }

    /** An H2 database in memory made for this test. */
    public static Database freshH2() {
        return Database.of(inMemory());
    }

    /** A PostgreSQL database made for this test. */
    public static Database freshPostgres() {
        return Database.of(settings(freshPostgresUrl()));
    }

    /** An H2 database in memory with the tables of today, empty. */
    public static Database h2() {
        return H2.database(inMemory());
    }

    /** A PostgreSQL database with the tables of today, empty. */
    public static Database postgres() {
        return POSTGRES.database(settings(server()));
    }

    private static DatabaseSettings inMemory() {
        return DatabaseSettings.inMemory("t" + UUID.randomUUID().toString().replace("-", ""));
    }

    private static DatabaseSettings settings(String url) {
        return new DatabaseSettings(url, "", "", 8);
    }

    /** The JDBC URL of an empty PostgreSQL database made for this call. */
    public static String freshPostgresUrl() {
        String server = server();
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(server);
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new AssertionError("The test PostgreSQL refused a new database: " + e.getMessage(), e);
        }
        return server.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    private static String server() {
        String server = System.getenv("TESHEMA_TEST_POSTGRES");
        if (server == null || server.isBlank()) {
            throw new AssertionError("TESHEMA_TEST_POSTGRES is not set: run the tests with ./teshema test,"
                    + " or name a PostgreSQL such as jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres");
        }
        return server;
    }
}
