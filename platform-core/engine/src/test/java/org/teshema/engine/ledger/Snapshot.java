package org.teshema.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teshema.engine.store.Database;

/** The ledger's tables as they are at one moment, to be put back. */
final class Snapshot {
    private static final Map<String, String> TABLES = Map.of(
            "ledger_leaf", "leaf_index, event_id, subject, body, leaf_hash",
            "ledger_tile", "level, tile, hashes",
            "ledger_checkpoint", "size, root, note, signed_at",
            "ledger_pending", "id, subject, body, leaf_hash");

    private Snapshot() {}

    static Map<String, List<List<Object>>> of(Database database) {
        return database.read(connection -> {
            Map<String, List<List<Object>>> snapshot = new LinkedHashMap<>();
            for (var table : TABLES.entrySet()) {
                snapshot.put(table.getKey(), rows(connection, table.getKey(), table.getValue()));
            }
            return snapshot;
        });
    }

    static void restore(Database database, Map<String, List<List<Object>>> snapshot) {
        database.write(unit -> unit.jdbc(connection -> {
            for (var table : snapshot.entrySet()) {
                try (var delete = connection.createStatement()) {
                    delete.execute("delete from " + table.getKey());
                }
                write(connection, table.getKey(), table.getValue());
            }
            return snapshot.size();
        }));
    }

    private static List<List<Object>> rows(Connection connection, String table, String columns) throws SQLException {
        try (var select = connection.createStatement();
                var row = select.executeQuery("select " + columns + " from " + table)) {
            List<List<Object>> rows = new ArrayList<>();
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getObject(i));
                }
                rows.add(values);
            }
            return rows;
        }
    }

    private static void write(Connection connection, String table, List<List<Object>> rows) throws SQLException {
        String columns = TABLES.get(table);
        String marks = String.join(", ", Collections.nCopies(columns.split(",").length, "?"));
        try (var insert =
                connection.prepareStatement("insert into " + table + " (" + columns + ") values (" + marks + ")")) {
            for (List<Object> values : rows) {
                for (int i = 0; i < values.size(); i++) {
                    insert.setObject(i + 1, values.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
