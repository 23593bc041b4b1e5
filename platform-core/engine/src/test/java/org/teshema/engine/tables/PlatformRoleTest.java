package org.teshema.engine.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.ThrowawayPostgres;
import org.teshema.engine.time.CityClock;

/** PostgreSQL as a city sets it up: the platform's role owns its database, may make roles, and is no superuser. */
class PlatformRoleTest {
    private static final CityClock CLOCK = new CityClock(InstantSource.fixed(Instant.parse("2026-03-02T01:00:00Z")));
    private static final Map<String, String> FIRST =
            Map.of("V1__figures.sql", "create table figure (name varchar(40) primary key);");

    private static ThrowawayPostgres server;

    @BeforeAll
    static void start() {
        server = ThrowawayPostgres.started();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_app_gets_its_tables_keeps_them_and_reaches_nothing_else() throws Exception {
        String url = database("teshema", "createrole");
        try (var database = Database.of(new DatabaseSettings(url, "", "", 4))) {
            try (var tables = new AppTables(database, CLOCK)) {
                Tables own = tables.prepare("one", FIRST).orElseThrow();
                own.change(List.of(Statement.of("insert into figure (name) values ('a')")));
                for (String hostile : List.of(
                        "select login from public.account",
                        "insert into public.organisation (id, name) values (1, 'x')",
                        "drop table public.device",
                        "create table public.mine (id bigint)")) {
                    PlatformFailure refused =
                            assertThrows(PlatformFailure.class, () -> own.query(Statement.of(hostile)), hostile);
                    assertEquals(Reason.REFUSED, refused.reason(), hostile);
                }
            }
            Map<String, String> second = Map.of(
                    "V1__figures.sql",
                    FIRST.get("V1__figures.sql"),
                    "V2__more.sql",
                    "alter table figure add column share bigint default 3 not null;");
            try (var again = new AppTables(database, CLOCK)) {
                Tables own = again.prepare("one", second).orElseThrow();
                assertEquals(
                        List.of(Map.of("name", "a", "share", 3L)),
                        own.query(Statement.of("select name, share from figure")));
            }
        }
    }

    @Test
    void a_role_that_may_make_no_roles_is_told_what_it_lacks_and_the_platform_goes_on() throws Exception {
        String url = database("poor", "nocreaterole");
        try (var database = Database.of(new DatabaseSettings(url, "", "", 4));
                var tables = new AppTables(database, CLOCK)) {
            TablesRefused refused = assertThrows(TablesRefused.class, () -> tables.prepare("one", FIRST));
            assertTrue(refused.reason().en().contains("CREATEROLE"), refused.reason()::en);
            assertTrue(refused.reason().zh().contains("CREATEROLE"), refused.reason()::zh);
            assertTrue(database.answers());
        }
    }

    /** The JDBC URL of a new database that a new role owns. */
    private static String database(String role, String may) throws SQLException {
        String url = server.freshUrl();
        String name = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        try (var connection = DriverManager.getConnection(url);
                var work = connection.createStatement()) {
            work.execute("create role " + role + " login nosuperuser nocreatedb " + may);
            work.execute("alter database " + name + " owner to " + role);
        }
        return url.substring(0, url.indexOf('?')) + "?user=" + role;
    }
}
