package org.teshema.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.exception.ConstraintViolationException;

/** The few conversions between JDBC and Java that every query needs. */
public final class Sql {
    private Sql() {}

    /** Sets positional parameters; an {@link Instant} becomes a timestamp with time zone, an empty Optional null. */
    public static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = plain(parameters[i]);
            statement.setObject(i + 1, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        }
    }

    /** Inserts a row and gives the {@code id} the database gave it. */
    public static long inserted(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var insert = connection.prepareStatement(sql, new String[] {"id"})) {
            bind(insert, parameters);
            insert.executeUpdate();
            try (var key = insert.getGeneratedKeys()) {
                key.next();
                return key.getLong(1);
            }
        }
    }

    /** Whether the constraint that was broken is that of this column, or has its name in its own. */
    public static boolean isAbout(ConstraintViolationException broken, String column) {
        return String.valueOf(broken.getSQLException().getMessage())
                .toLowerCase(Locale.ROOT)
                .contains(column);
    }

    /** A value without what only Java knows: an enum is its name, an Optional what is in it or null. */
    static Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Sql::plain).orElse(null);
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    /** The instant in that column, which is never null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The instant in that column, empty where null. */
    public static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** The number in that column, empty where null. */
    public static OptionalLong maybeLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** As many question marks, for a list of parameters. */
    public static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
