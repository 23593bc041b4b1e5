package org.teshema.engine.tables;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.time.CityClock;

/**
 * Brings an app's tables from one version to the next as fast as it can until it is killed. At its start it says how many versions
 * were applied and how many rows are kept ({@code found VERSIONS ROWS}); then {@code row N} when a row is kept, {@code try N} before
 * each migration and {@code ack N} after it.
 */
final class KillMigrations {
    private static final String APP = "one";

    private KillMigrations() {}

    /**
     * Begins.
     *
     * @param arguments JDBC URL, and how many migrations it ends after, where it is not killed
     */
    public static void main(String[] arguments) throws TablesRefused {
        say("begin");
        try (var database = Database.of(new DatabaseSettings(arguments[0], "", "", 4));
                var tables = new AppTables(database, new CityClock(InstantSource.system()))) {
            Tables own = tables.prepare(APP, files(1)).orElseThrow();
            int version = whole(own);
            int rows = own.query(Statement.of("select n from kept")).size();
            say("found " + version + " " + rows);
            int deeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE;
            for (int done = 0; done < deeds; done++) {
                own.change(List.of(Statement.of("insert into kept (n) values (?)", ++rows)));
                say("row " + rows);
                say("try " + ++version);
                own = tables.prepare(APP, files(version)).orElseThrow();
                say("ack " + version);
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Each version makes a table, fills it, and changes one that was there. */
    private static Map<String, String> files(int upTo) {
        var files = new LinkedHashMap<String, String>();
        files.put(
                "V1__kept.sql",
                "create table kept (n bigint primary key); create table seen (n bigint primary key);"
                        + " insert into seen (n) values (1);");
        for (int n = 2; n <= upTo; n++) {
            files.put(
                    "V" + n + "__step.sql",
                    "create table step_%d (n bigint primary key); insert into step_%d (n) select n from kept;"
                                    .formatted(n, n)
                            + " alter table kept add column c_%d bigint default %d not null;".formatted(n, n)
                            + " insert into seen (n) values (%d);".formatted(n));
        }
        return files;
    }

    /** The version the tables are at; every one before it was applied once and whole. */
    private static int whole(Tables own) {
        List<Map<String, Object>> seen = own.query(Statement.of("select n from seen order by n"));
        for (int n = 1; n <= seen.size(); n++) {
            if (!seen.get(n - 1).equals(Map.of("n", (long) n))) {
                throw new IllegalStateException("Applied were " + seen);
            }
            if (n > 1) {
                own.query(Statement.of(
                        "select k.c_%d, s.n from kept k left join step_%d s on s.n = k.n".formatted(n, n)));
            }
        }
        return seen.size();
    }
}
