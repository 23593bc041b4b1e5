package org.teshema.testkit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;

/** An app's tables in an H2 of their own, in memory, in the dialect the platform uses. */
final class MemoryTables implements Tables {
    private static final String SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=KEY,DAY,VALUE";

    private final Connection connection;

    /** Tables as these migrations make them. */
    MemoryTables(List<String> migrations) {
        try {
            connection = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID() + SETTINGS, "sa", "");
            for (String script : migrations) {
                for (Statement statement : Statement.script(script)) {
                    try (var work = connection.createStatement()) {
                        work.execute(statement.sql());
                    }
                }
            }
        } catch (SQLException e) {
            throw new AssertionError("A migration failed: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Map<String, Object>> query(Statement statement) {
        if (!statement.isQuery()) {
            throw new PlatformFailure(Reason.REFUSED, "A query begins with select or with: " + statement.sql());
        }
        try (var select = prepared(statement);
                var row = select.executeQuery()) {
            var rows = new ArrayList<Map<String, Object>>();
            while (row.next()) {
                if (rows.size() == MOST_ROWS) {
                    throw new PlatformFailure(Reason.TOO_MUCH, "The query gives more than " + MOST_ROWS + " rows");
                }
                rows.add(row(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new PlatformFailure(Reason.REFUSED, e.getMessage());
        }
    }

    @Override
    public int change(List<Statement> statements) {
        try {
            connection.setAutoCommit(false);
            int changed = 0;
            for (Statement statement : statements) {
                if (!statement.isChange()) {
                    throw new PlatformFailure(
                            Reason.REFUSED, "A change begins with insert, update, delete or merge: " + statement.sql());
                }
                try (var update = prepared(statement)) {
                    changed += update.executeUpdate();
                }
            }
            connection.commit();
            return changed;
        } catch (SQLException e) {
            throw new PlatformFailure(Reason.REFUSED, e.getMessage());
        } finally {
            rolledBack();
        }
    }

    private void rolledBack() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private PreparedStatement prepared(Statement statement) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement.sql());
        int at = 1;
        for (Object value : statement.parameters()) {
            Object plain = value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
            prepared.setObject(at++, plain instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : plain);
        }
        return prepared;
    }

    private static Map<String, Object> row(ResultSet row) throws SQLException {
        var values = new HashMap<String, Object>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = plain(row.getObject(i), row, i);
            if (value != null) {
                values.put(row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), value);
            }
        }
        return values;
    }

    private static Object plain(Object value, ResultSet row, int column) throws SQLException {
        if (value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return BigDecimal.valueOf(((Number) value).doubleValue());
        }
        if (value instanceof OffsetDateTime at) {
            return at.toInstant();
        }
        if (value instanceof java.sql.Date) {
            return row.getObject(column, LocalDate.class);
        }
        if (value instanceof java.sql.Clob) {
            return row.getString(column);
        }
        boolean known = value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof BigDecimal
                || value instanceof Boolean;
        if (!known) {
            throw new PlatformFailure(
                    Reason.REFUSED, "Column " + column + " is a " + value.getClass() + ", which is not handed over");
        }
        return value;
    }
}
