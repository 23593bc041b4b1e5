package org.teshema.engine.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows read by a plain query: the way of H2. */
final class QueriedOut implements RowStream {
    private static final int AT_A_TIME = 1_000;

    private final Object[] values;
    private final byte[][] texts;

    private QueriedOut(int width) {
        this.values = new Object[width];
        this.texts = new byte[width][];
    }

    /** Reads what the select gives until its end. */
    static void read(Connection connection, String select, List<Object> parameters, int width, Reader reader)
            throws SQLException {
        var out = new QueriedOut(width);
        try (var statement = connection.prepareStatement(select)) {
            statement.setFetchSize(AT_A_TIME);
            Sql.bind(statement, parameters.toArray());
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    out.take(row);
                    reader.row(out);
                }
            }
        }
    }

    private void take(ResultSet row) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getObject(i + 1);
            texts[i] = values[i] == null ? new byte[0] : values[i].toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public long number(int column) {
        return ((Number) values[column]).longValue();
    }

    @Override
    public byte[] bytes(int column) {
        return texts[column];
    }

    @Override
    public int offset(int column) {
        return 0;
    }

    @Override
    public int length(int column) {
        return values[column] == null ? -1 : texts[column].length;
    }
}
