package org.teshema.engine.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.teshema.api.app.Statement;
import org.teshema.engine.store.Sql;

/** What was applied to an app's schema, kept within it, so that it comes and goes with what it tells of. */
final class Applied {
    /** The table of a schema. */
    static final String TABLE = "teshema_migration";

    /** What it consists of. */
    static final String COLUMNS =
            "(version integer primary key, file varchar(100) not null, checksum varchar(64) not null,"
                    + " applied_at timestamp(6) with time zone default current_timestamp not null)";

    private Applied() {}

    /**
     * Those that are missing.
     *
     * @throws TablesRefused when one that was applied is another one now
     */
    static List<Migration> missing(Connection connection, List<Migration> migrations)
            throws SQLException, TablesRefused {
        SortedMap<Integer, String> applied = read(connection);
        var missing = new ArrayList<Migration>();
        for (Migration one : migrations) {
            String checksum = applied.get(one.version());
            if (checksum == null) {
                missing.add(one);
            } else if (!checksum.equals(one.checksum())) {
                throw new TablesRefused(
                        "迁移 " + one.file() + " 已执行过，内容不能再改；请恢复原文，并另加 V" + (applied.lastKey() + 1) + "。",
                        "Migration " + one.file() + " was applied and cannot be changed. Restore its text, and add a V"
                                + (applied.lastKey() + 1) + ".");
            }
        }
        return missing;
    }

    private static SortedMap<Integer, String> read(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select version, checksum from " + TABLE);
                var row = select.executeQuery()) {
            var applied = new TreeMap<Integer, String>();
            while (row.next()) {
                applied.put(row.getInt(1), row.getString(2));
            }
            return applied;
        }
    }

    /**
     * Applies these on that connection, within whatever transaction it has.
     *
     * @throws TablesRefused telling which of them failed, and how
     */
    static void apply(Connection connection, List<Migration> migrations) throws TablesRefused {
        for (Migration one : migrations) {
            try {
                for (Statement statement : one.statements()) {
                    try (var work = connection.createStatement()) {
                        work.execute(statement.sql());
                    }
                }
                try (var insert = connection.prepareStatement(
                        "insert into " + TABLE + " (version, file, checksum) values (?, ?, ?)")) {
                    Sql.bind(insert, one.version(), one.file(), one.checksum());
                    insert.executeUpdate();
                }
            } catch (SQLException e) {
                String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                throw new TablesRefused(
                        "迁移 " + one.file() + " 未能执行，表未改动：" + why,
                        "Migration " + one.file() + " failed, and no table was changed: " + why);
            }
        }
    }
}
