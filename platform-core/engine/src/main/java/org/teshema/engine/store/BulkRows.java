package org.teshema.engine.store;

import java.sql.SQLException;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Many rows of one table, written by the fastest way the database has, within the transaction they were asked for in.
 *
 * <p>The Java type of a value is the type of its column: String for varchar, {@code byte[]} for bytea, Integer, Long,
 * Double, Boolean, BigDecimal for numeric, Instant for timestamp with time zone, LocalDate for date. An enum is its name,
 * null and an empty Optional are null. Close it to have the last rows written; belongs to one thread.
 */
public abstract sealed class BulkRows implements AutoCloseable permits CopiedRows, BatchedRows {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z_0-9]*");

    private final Function<SQLException, RuntimeException> failure;
    private final int width;
    private long count;

    BulkRows(Function<SQLException, RuntimeException> failure, int width) {
        this.failure = failure;
        this.width = width;
    }

    /** Adds a row: one value per column. */
    public final void add(Object... values) {
        if (values.length != width) {
            throw new IllegalArgumentException("A row has " + width + " values, not " + values.length);
        }
        try {
            write(values);
        } catch (SQLException e) {
            throw failure.apply(e);
        }
        count++;
    }

    /** How many rows were added. */
    public final long count() {
        return count;
    }

    @Override
    public final void close() {
        try {
            finish();
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }

    abstract void write(Object[] values) throws SQLException;

    abstract void finish() throws SQLException;

    static String columns(String table, String... columns) {
        for (String name : columns) {
            requireName(name);
        }
        requireName(table);
        return table + " (" + String.join(", ", columns) + ")";
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a table or column: \"" + name + "\"");
        }
    }
}
