package org.teshema.engine.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A copy of a schema on H2, where what makes or changes a table cannot be taken back: migrations are tried on the copy, and the copy
 * then takes the place of what it was copied from.
 */
final class CopiedSchema {
    private CopiedSchema() {}

    /** Makes {@code to}, which must not be there, what {@code from} is. */
    static void make(Connection connection, String from, String to, String role) throws SQLException {
        Provision.schema(connection, to, role);
        List<String> tables = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (String statement : script(connection, from)) {
            String moved = statement.replace("\"" + from + "\".", "\"" + to + "\".");
            if (moved.matches("(?s)CREATE( \\w+)? TABLE .*") || moved.startsWith("CREATE SEQUENCE ")) {
                tables.add(moved);
            } else if (moved.startsWith("ALTER TABLE ") || moved.matches("(?s)CREATE( \\w+)* INDEX .*")) {
                rest.add(moved);
            }
        }
        Provision.run(connection, tables.toArray(new String[0]));
        // Before keys and references are there, so that the order of the tables does not matter.
        for (String table : tables(connection, from)) {
            String columns = columns(connection, from, table);
            Provision.run(
                    connection,
                    "insert into \"" + to + "\".\"" + table + "\" (" + columns + ") overriding system value select "
                            + columns + " from \"" + from + "\".\"" + table + "\"");
        }
        Provision.run(connection, rest.toArray(new String[0]));
    }

    private static List<String> script(Connection connection, String schema) throws SQLException {
        return texts(connection, "script nodata nopasswords nosettings schema \"" + schema + "\"");
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        return texts(
                connection,
                "select table_name from information_schema.tables where table_schema = '" + schema
                        + "' and table_type = 'BASE TABLE'");
    }

    private static String columns(Connection connection, String schema, String table) throws SQLException {
        return texts(
                        connection,
                        "select column_name from information_schema.columns where table_schema = '" + schema
                                + "' and table_name = '" + table.replace("'", "''")
                                + "' and is_generated = 'NEVER' order by ordinal_position")
                .stream()
                .map(column -> "\"" + column + "\"")
                .collect(Collectors.joining(", "));
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (var select = connection.createStatement();
                var row = select.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }
}
