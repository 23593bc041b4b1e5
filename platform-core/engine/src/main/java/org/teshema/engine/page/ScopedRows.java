package org.teshema.engine.page;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.teshema.engine.access.Scope;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;

/**
 * Reads rows of one kind within a scope, one at a time or a page of them: the same condition stands in both queries, so a list
 * holds what single look-ups find. Immutable and thread-safe.
 */
public final class ScopedRows<T> {
    private final String select;
    private final String idColumn;
    private final ToLongFunction<? super T> id;
    private final RowReader<T> reader;

    /** Makes an object of the row the result stands on. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Rows of one kind.
     *
     * @param select the query up to its condition, {@code select … from …}
     * @param idColumn column of the id, which orders pages, such as {@code c.id}
     * @param id the same of what was read
     * @param reader reads one row
     */
    public ScopedRows(String select, String idColumn, ToLongFunction<? super T> id, RowReader<T> reader) {
        this.select = select;
        this.idColumn = idColumn;
        this.id = id;
        this.reader = reader;
    }

    /** The row of that id, if it is in the scope. */
    public Optional<T> find(Database database, Scope scope, long wanted) {
        return database.read(connection -> list(connection, scope.and(idColumn + " = ?", wanted), "")).stream()
                .findFirst();
    }

    /** One page of the rows in the scope, in the order of ids. */
    public Page<T> page(Database database, Scope scope, Cursor cursor) {
        Scope after = scope.and(idColumn + " > ?", cursor.after());
        String tail = " order by " + idColumn + " limit " + cursor.fetch();
        return cursor.page(database.read(connection -> list(connection, after, tail)), id);
    }

    /**
     * All rows in a scope.
     *
     * @param tail what follows the condition, such as an order; may be empty
     */
    public List<T> list(Connection connection, Scope scope, String tail) throws SQLException {
        try (var statement = connection.prepareStatement(select + " where " + scope.sql() + tail)) {
            Sql.bind(statement, scope.parameters().toArray());
            List<T> rows = new ArrayList<>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        }
    }

    /**
     * How many rows a scope holds.
     *
     * @param from table with its alias, such as {@code device d}
     */
    public static long count(Database database, String from, Scope scope) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select count(*) from " + from + " where " + scope.sql())) {
                Sql.bind(select, scope.parameters().toArray());
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
