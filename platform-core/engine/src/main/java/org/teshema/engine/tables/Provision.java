package org.teshema.engine.tables;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;

/** Makes an app's schema and role, once. The platform owns the schema on PostgreSQL; the role may make and use tables in it. */
final class Provision {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String RIGHTS_MISSING = "42501";

    private final Database database;

    Provision(Database database) {
        this.database = database;
    }

    /**
     * The app's home, made if need be.
     *
     * @throws TablesRefused when the database does not let the platform make it
     */
    Home of(String app, Instant now) throws TablesRefused {
        Optional<Home> there = database.read(connection -> Home.find(connection, app));
        if (there.isPresent()) {
            return there.get();
        }
        try {
            return database.isPostgres()
                    ? database.write(unit -> onPostgres(unit, fresh(app, ""), now))
                    : database.besideWriters(() -> onH2(fresh(app, "_1"), now));
        } catch (RuntimeException e) {
            if (isForbidden(e)) {
                throw new TablesRefused(
                        "平台的数据库角色不能建角色或模式；请由数据库管理员授予 CREATEROLE，并授予本库的 CREATE 权限。",
                        "The platform's database role may not make roles or schemas. Have the database's administrator grant"
                                + " it CREATEROLE, and CREATE on this database.");
            }
            throw e;
        }
    }

    private static boolean isForbidden(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof SQLException sql && RIGHTS_MISSING.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Roles are the whole server's: some letters tell those of two databases apart. */
    private static Home fresh(String app, String generation) {
        String name = "app_" + app.replace('-', '_');
        return new Home(app, name + generation, name + "_" + random(3), random(24));
    }

    private static String random(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private static Home onPostgres(UnitOfWork unit, Home home, Instant now) {
        if (!kept(unit, home, now)) {
            // Another node was first; its row is there now.
            return unit.jdbc(connection -> Home.find(connection, home.app())).orElseThrow();
        }
        return unit.jdbc(connection -> {
            run(
                    connection,
                    "create role \"" + home.role() + "\" login nosuperuser nocreatedb nocreaterole noinherit password '"
                            + home.secret() + "'",
                    "alter role \"" + home.role() + "\" set search_path = \"" + home.schema() + "\"",
                    "create schema \"" + home.schema() + "\"",
                    "create table \"" + home.schema() + "\"." + Applied.TABLE + " " + Applied.COLUMNS,
                    "grant usage, create on schema \"" + home.schema() + "\" to \"" + home.role() + "\"",
                    "grant select, insert on \"" + home.schema() + "\"." + Applied.TABLE + " to \"" + home.role()
                            + "\"");
            return home;
        });
    }

    /** Statements that make something end the transaction on H2; what was made without the row is made anew. */
    private Home onH2(Home home, Instant now) {
        database.read(connection -> {
            run(connection, "drop schema if exists \"" + home.schema() + "\" cascade");
            run(connection, "create user \"" + home.role() + "\" password '" + home.secret() + "'");
            schema(connection, home.schema(), home.role());
            run(connection, "create table \"" + home.schema() + "\"." + Applied.TABLE + " " + Applied.COLUMNS);
            return "";
        });
        database.write(unit -> kept(unit, home, now));
        return home;
    }

    /** A schema of H2 that is the role's. */
    static void schema(Connection connection, String schema, String role) throws SQLException {
        run(connection, "create schema \"" + schema + "\" authorization \"" + role + "\"");
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (var work = connection.createStatement()) {
            for (String one : statements) {
                work.execute(one);
            }
        }
    }

    private static boolean kept(UnitOfWork unit, Home home, Instant now) {
        return unit.update(
                        "insert into app_tables (app, schema_name, role_name, secret, made_at) values (?, ?, ?, ?, ?)"
                                + " on conflict do nothing",
                        home.app(),
                        home.schema(),
                        home.role(),
                        home.secret(),
                        now)
                == 1;
    }
}
