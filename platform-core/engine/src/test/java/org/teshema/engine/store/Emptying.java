package org.teshema.engine.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How a database of one make tells its tables and forgets all rows; the history of its migrations stays. */
enum Emptying {
    H2(
            "select table_name || ' ' || column_name || ' ' || data_type from information_schema.columns"
                    + " where table_schema = 'public' order by 1",
            "select table_name from information_schema.tables where table_schema = 'public'") {
        @Override
        void forget(Statement statement, List<String> tables) throws SQLException {
            statement.execute("set referential_integrity false");
            for (String table : tables) {
                statement.execute("truncate table " + table + " restart identity");
            }
            statement.execute("set referential_integrity true");
            for (String sequence : texts(
                    statement,
                    "select sequence_name from information_schema.sequences where sequence_schema = 'public'")) {
                statement.execute("alter sequence " + sequence + " restart");
            }
        }
    },
    POSTGRESQL(
            "select relname || ' ' || attname || ' ' || atttypid from pg_attribute join pg_class on pg_class.oid = attrelid"
                    + " where relnamespace = 'public'::regnamespace and attnum > 0 order by 1",
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'") {
        @Override
        void forget(Statement statement, List<String> tables) throws SQLException {
            // A table that is empty anyway costs as much as one that is not.
            statement.execute("truncate " + String.join(", ", filled(statement, tables)) + " restart identity cascade");
            statement.execute("select setval(quote_ident(sequencename)::regclass, start_value, false) from pg_sequences"
                    + " where schemaname = 'public' and last_value is not null");
        }
    };

    private final String shape;
    private final String tables;

    Emptying(String shape, String tables) {
        this.shape = shape;
        this.tables = tables;
    }

    /** Forgets the rows of these tables and begins all numbers at one. */
    abstract void forget(Statement statement, List<String> tables) throws SQLException;

    /** Every column of every table: who changed one is found out. */
    List<String> shape(Statement statement) throws SQLException {
        return texts(statement, shape);
    }

    /** The tables, but for the history of migrations. */
    List<String> tables(Statement statement) throws SQLException {
        return texts(statement, tables).stream()
                .filter(name -> !name.equals("flyway_schema_history"))
                .toList();
    }

    /** Those of the tables that have rows. */
    static List<String> filled(Statement statement, List<String> tables) throws SQLException {
        return texts(
                statement,
                String.join(
                        " union all ",
                        tables.stream()
                                .map(t -> "select '" + t + "' where exists (select 1 from " + t + ")")
                                .toList()));
    }

    private static List<String> texts(Statement statement, String select) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (var rows = statement.executeQuery(select)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
