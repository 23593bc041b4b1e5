package org.teshema.engine.store;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows read by PostgreSQL's COPY in its binary format, one message a row: no cursor, no result set, no object for a row but the
 * bytes it came in.
 */
final class CopiedOut implements RowStream {
    // "PGCOPY\\n\\377\\r\\n\\0", flags, length of the extension.
    private static final int HEADER = 19;

    private final int width;
    private final int[] offsets;
    private final int[] lengths;
    private byte[] row = new byte[0];

    private CopiedOut(int width) {
        this.width = width;
        this.offsets = new int[width];
        this.lengths = new int[width];
    }

    /** Reads what the select gives until its end; where the reader fails before it, the connection is nobody's any more. */
    static void read(Connection connection, String select, List<Object> parameters, int width, Reader reader)
            throws SQLException {
        connection.setAutoCommit(false);
        boolean ended = false;
        try {
            try (var unhurried = connection.createStatement()) {
                // A COPY is one statement however long its rows take to come.
                unhurried.execute("set local statement_timeout = 0");
            }
            CopyOut copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + literal(connection, select, parameters) + ") to stdout with (format binary)");
            new CopiedOut(width).read(copy, reader);
            ended = true;
        } finally {
            if (ended) {
                connection.rollback();
                connection.setAutoCommit(true);
            } else {
                drop(connection);
            }
        }
    }

    /** What is left of a copy would be read as the answer to what is asked next, and a cancel that comes late ends that. */
    private static void drop(Connection connection) throws SQLException {
        connection.unwrap(Connection.class).abort(Runnable::run);
        try {
            connection.rollback();
        } catch (SQLException e) {
            // By this the pool learns that the connection is gone.
        }
    }

    private void read(CopyOut copy, Reader reader) throws SQLException {
        boolean first = true;
        for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
            int at = first ? HEADER : 0;
            first = false;
            // The header may come by itself, and the end has no row.
            if (message.length - at < 2 || !isRow(message, at)) {
                continue;
            }
            reader.row(this);
        }
    }

    private boolean isRow(byte[] message, int from) {
        ByteBuffer in = ByteBuffer.wrap(message);
        in.position(from);
        if (in.getShort() != width) {
            return false;
        }
        for (int i = 0; i < width; i++) {
            int length = in.getInt();
            offsets[i] = in.position();
            lengths[i] = length;
            in.position(in.position() + Math.max(0, length));
        }
        row = message;
        return true;
    }

    /** The select with its parameters in it: COPY takes none. Texts are quoted by the driver. */
    private static String literal(Connection connection, String select, List<Object> parameters) throws SQLException {
        var text = new StringBuilder(select.length() + 40);
        int next = 0;
        for (int i = 0; i < select.length(); i++) {
            char c = select.charAt(i);
            if (c != '?') {
                text.append(c);
                continue;
            }
            Object value = Sql.plain(parameters.get(next++));
            if (value instanceof Number number) {
                text.append(number.longValue());
            } else if (value instanceof String word) {
                text.append('\'')
                        .append(connection.unwrap(PGConnection.class).escapeLiteral(word))
                        .append('\'');
            } else if (value instanceof LocalDate day) {
                text.append("date '").append(day).append('\'');
            } else {
                throw new IllegalArgumentException("No literal for a " + value.getClass());
            }
        }
        return text.toString();
    }

    @Override
    public long number(int column) {
        return ByteBuffer.wrap(row, offsets[column], Long.BYTES).getLong();
    }

    @Override
    public byte[] bytes(int column) {
        return row;
    }

    @Override
    public int offset(int column) {
        return offsets[column];
    }

    @Override
    public int length(int column) {
        return lengths[column];
    }
}
