package org.teshema.engine.tables;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.engine.store.Sql;

/** How an app's statements are run on a connection: each is ended from here after so many seconds, or never with 0. */
final class Statements {
    private static final long CHANGE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private Statements() {}

    static List<Map<String, Object>> query(Connection connection, Statement statement, int seconds)
            throws SQLException {
        try (var select = prepared(connection, statement, seconds)) {
            select.setMaxRows(Tables.MOST_ROWS + 1);
            try (var row = select.executeQuery()) {
                var rows = new ArrayList<Map<String, Object>>();
                while (row.next()) {
                    if (rows.size() == Tables.MOST_ROWS) {
                        throw new PlatformFailure(
                                Reason.TOO_MUCH,
                                "The query gives more than " + Tables.MOST_ROWS + " rows: say which of them");
                    }
                    rows.add(row(row));
                }
                return rows;
            }
        }
    }

    static int change(Connection connection, List<Statement> statements, int seconds) throws SQLException {
        long began = System.nanoTime();
        int changed = 0;
        for (Statement statement : statements) {
            if (System.nanoTime() - began > CHANGE_NANOS) {
                throw new PlatformFailure(Reason.TOO_SLOW, "The changes took more than 5 seconds together");
            }
            try (var update = prepared(connection, statement, seconds)) {
                changed += update.executeUpdate();
            }
        }
        return changed;
    }

    private static PreparedStatement prepared(Connection connection, Statement statement, int seconds)
            throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement.sql());
        try {
            if (seconds > 0) {
                prepared.setQueryTimeout(seconds);
            }
            Sql.bind(prepared, statement.parameters().toArray());
            return prepared;
        } catch (SQLException e) {
            prepared.close();
            throw e;
        }
    }

    private static Map<String, Object> row(ResultSet row) throws SQLException {
        ResultSetMetaData meta = row.getMetaData();
        var values = new HashMap<String, Object>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            Object value = value(row, i, meta.getColumnType(i), meta.getColumnTypeName(i));
            if (value != null) {
                values.put(meta.getColumnLabel(i).toLowerCase(Locale.ROOT), value);
            }
        }
        return values;
    }

    private static Object value(ResultSet row, int column, int type, String named) throws SQLException {
        return switch (type) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> {
                Long value = row.getLong(column);
                if (row.wasNull()) {
                    yield null;
                }
                yield value;
            }
            case Types.NUMERIC, Types.DECIMAL, Types.REAL, Types.DOUBLE, Types.FLOAT -> decimal(row, column);
            case Types.BIT, Types.BOOLEAN -> {
                Boolean value = row.getBoolean(column);
                if (row.wasNull()) {
                    yield null;
                }
                yield value;
            }
            case Types.DATE -> row.getObject(column, LocalDate.class);
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> row.getString(column);
            case Types.TIMESTAMP_WITH_TIMEZONE -> instant(row, column);
            default -> {
                if (named.equalsIgnoreCase("timestamptz")) {
                    yield instant(row, column);
                }
                throw new PlatformFailure(
                        Reason.REFUSED, "Column " + column + " is of the type " + named + ", which is not handed over");
            }
        };
    }

    private static BigDecimal decimal(ResultSet row, int column) throws SQLException {
        return row.getBigDecimal(column);
    }

    private static Object instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
