package org.teshema.engine.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.time.CityClock;

/**
 * Statements by which an app would get at what is not its own. Each is sent twice: as an app sends it, and right onto the connection of
 * its role, as if our reading of its text had overlooked it, so that it is the database that keeps it out.
 */
class HostileStatementsTest {
    private static final CityClock CLOCK = new CityClock(InstantSource.fixed(Instant.parse("2026-03-02T01:00:00Z")));
    private static final Map<String, String> OWN =
            Map.of("V1__own.sql", "create table figure (name varchar(40), value bigint);");

    private static final List<String> ON_BOTH = List.of(
            "select * from public.device",
            "select * from public.account",
            "select secret from public.app_tables",
            "select name from figure union all select login from public.account",
            "with them as (select * from public.entry) select * from them",
            "insert into public.organisation (id, name) values (1, 'x')",
            "insert into figure (name, value) select login, id from public.account",
            "update public.device set name = 'x'",
            "delete from public.entry",
            "truncate table public.entry",
            "merge into public.device using figure on true when matched then delete",
            "drop table public.device",
            "alter table public.device add column mine bigint",
            "create table public.mine (id bigint)",
            "create index mine on public.device (name)",
            "create table mine (device bigint references public.device (id))",
            "alter table figure add constraint mine foreign key (value) references public.device (id)",
            "create view public.mine as select 1 as id",
            "drop schema public cascade",
            "create schema mine",
            "create user mine",
            "create role mine",
            "select nextval('public.device_id')",
            "select * from %other%.figure",
            "insert into %other%.figure (name, value) values ('x', 1)",
            "drop table %other%.figure");

    private static final List<String> ON_POSTGRES = List.of(
            "set role %core%",
            "set session authorization %core%",
            "select set_config('role', '%core%', false)",
            "alter role current_user superuser",
            "grant pg_read_server_files to current_user",
            "grant all on public.device to current_user",
            "select pg_read_file('/etc/passwd')",
            "select pg_read_binary_file('/etc/passwd')",
            "select pg_ls_dir('/')",
            "select lo_import('/etc/passwd')",
            "copy figure from '/etc/passwd'",
            "copy figure to '/tmp/teshema-figure'",
            "copy (select 1) to program 'id'",
            "create extension dblink",
            "create function mine() returns int as 'x', 'y' language c",
            "create trigger mine after insert on public.device execute function pg_notify()",
            "select * from pg_authid",
            "select * from pg_shadow",
            "select pg_reload_conf()",
            "alter system set log_statement = 'all'",
            "create database mine",
            "drop schema app_one cascade",
            "drop table teshema_migration",
            "delete from teshema_migration",
            "update teshema_migration set checksum = ''",
            "lock table public.device",
            "comment on table public.device is 'x'",
            "explain analyze delete from public.device",
            "create rule mine as on select to figure do instead select * from public.account",
            "do $x$ begin delete from public.device; end $x$",
            "select query_to_xml('select * from public.account', true, true, '')",
            "create server mine foreign data wrapper mine",
            "create event trigger mine on ddl_command_end execute function mine()",
            "create publication mine for all tables",
            "select pg_switch_wal()",
            "select pg_terminate_backend((select pid from pg_stat_activity where usename = '%core%' limit 1))");

    private static final List<String> ON_H2 = List.of(
            "create alias mine for 'java.lang.System.exit'",
            "create alias mine as 'int mine() { return 1; }'",
            "create aggregate mine for 'java.lang.String'",
            "create trigger mine before insert on public.device call 'java.lang.String'",
            "select file_read('/etc/passwd')",
            "select file_write('x', '/tmp/teshema-figure')",
            "select * from csvread('/etc/passwd')",
            "select csvwrite('/tmp/teshema-figure', 'select 1')",
            "select link_schema('mine', '', 'jdbc:h2:mem:x', 'sa', '', 'public')",
            "create linked table mine ('', 'jdbc:h2:mem:x', 'sa', '', 'x')",
            "call file_read('/etc/passwd')",
            "script",
            "script to '/tmp/teshema-script'",
            "runscript from '/tmp/teshema-script'",
            "backup to '/tmp/teshema-backup.zip'",
            "shutdown immediately",
            "drop all objects",
            "set write_delay 1000",
            "set mode regular",
            "alter user sa set password 'x'",
            "alter user current_user admin true",
            "grant all on schema public to public",
            "alter schema public rename to mine");

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void none_of_them_gets_anywhere(Database database) throws Exception {
        try (var tables = new AppTables(database, CLOCK)) {
            tables.prepare("one", OWN);
            tables.prepare("two", OWN);
            OwnTables own = tables.opened("one");
            String other = tables.opened("two").home().schema();
            String core = database.read(c -> c.getMetaData().getUserName());
            List<String> gallery = new ArrayList<>(ON_BOTH);
            gallery.addAll(database.isPostgres() ? ON_POSTGRES : ON_H2);
            List<String> through = new ArrayList<>();
            for (String written : gallery) {
                String sql = written.replace("%other%", other).replace("%core%", core);
                if (isTaken(own, sql)) {
                    through.add("as an app: " + sql);
                }
                if (!isKeptOutByItsTextOnly(database, sql) && isDone(own, sql)) {
                    through.add("as its role: " + sql);
                }
            }
            System.out.println(gallery.size() + " hostile statements, twice each, on "
                    + (database.isPostgres() ? "PostgreSQL" : "H2") + ": " + through.size() + " got through");
            assertEquals(List.of(), through);
            assertTrue(gallery.size() >= 45, () -> "only " + gallery.size());
            assertTrue(database.answers());
            assertEquals(1, own.change(List.of(Statement.of("insert into figure (name, value) values ('a', 1)"))));
        } finally {
            database.close();
        }
    }

    /** H2 knows no rights to sequences. */
    private static boolean isKeptOutByItsTextOnly(Database database, String sql) {
        return !database.isPostgres() && sql.contains("nextval");
    }

    private static boolean isTaken(Tables own, String sql) {
        try {
            var statement = Statement.of(sql);
            if (statement.isQuery()) {
                own.query(statement);
            } else {
                own.change(List.of(statement));
            }
            return true;
        } catch (IllegalArgumentException | PlatformFailure e) {
            return false;
        }
    }

    private static boolean isDone(OwnTables own, String sql) {
        try {
            return own.transaction(false, connection -> {
                try (var work = connection.createStatement()) {
                    work.execute(sql);
                    return true;
                }
            });
        } catch (SQLException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void the_platforms_own_role_can_do_what_the_apps_role_cannot_so_the_gallery_can_fail(Database database)
            throws Exception {
        try (var tables = new AppTables(database, CLOCK)) {
            tables.prepare("one", OWN);
            for (String sql : List.of("select * from public.device", "select secret from public.app_tables")) {
                assertEquals(true, database.read(connection -> {
                    try (var work = connection.createStatement()) {
                        return work.execute(sql);
                    }
                }));
            }
        } finally {
            database.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void what_never_ends_is_ended_after_a_second_and_what_gives_too_much_is_refused(Database database)
            throws Exception {
        try (var tables = new AppTables(database, CLOCK)) {
            Tables own = tables.prepare("one", OWN).orElseThrow();
            String numbers = database.isPostgres() ? "generate_series(1, %s)" : "system_range(1, %s)";
            String endless = "select count(*) from " + numbers.replace("%s", "2000000000") + " a, "
                    + numbers.replace("%s", "1000") + " b";
            assertEquals(Reason.TOO_SLOW, reason(() -> own.query(Statement.of(endless))));
            assertEquals(
                    1000,
                    own.query(Statement.of("select * from " + numbers.replace("%s", "1000")))
                            .size());
            assertEquals(
                    Reason.TOO_MUCH,
                    reason(() -> own.query(Statement.of("select * from " + numbers.replace("%s", "1001")))));
            assertEquals(
                    Reason.REFUSED, reason(() -> own.query(Statement.of("insert into figure (name) values ('a')"))));
            assertEquals(Reason.REFUSED, reason(() -> own.change(List.of(Statement.of("select 1")))));
        } finally {
            database.close();
        }
    }

    @Test
    void on_postgres_nothing_stays_on_a_connection_neither_a_setting_nor_a_lock_and_a_query_changes_nothing()
            throws Exception {
        Database database = TestDatabases.freshPostgres();
        try (var tables = new AppTables(database, CLOCK)) {
            Tables own = tables.prepare("one", OWN).orElseThrow();
            own.query(Statement.of(
                    "select set_config('statement_timeout', '0', false) as t, pg_try_advisory_lock(7) as locked"));
            assertEquals(
                    "1s",
                    own.query(Statement.of("select current_setting('statement_timeout') as t"))
                            .get(0)
                            .get("t"));
            assertEquals(true, database.read(connection -> {
                try (var select = connection.prepareStatement("select pg_try_advisory_lock(7), pg_advisory_unlock(7)");
                        var row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }));
            own.change(List.of(Statement.of("insert into figure (name, value) values ('a', 1)")));
            assertEquals(
                    Reason.REFUSED,
                    reason(() -> own.query(
                            Statement.of("with gone as (delete from figure returning name) select * from gone"))));
            // Too much for the driver, or too slow for a busy machine: it does not come.
            assertThrows(PlatformFailure.class, () -> own.query(Statement.of("select repeat('x', 100000000) as x")));
        } finally {
            database.close();
        }
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(PlatformFailure.class, work).reason();
    }
}
