package org.teshema.engine.segment;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.store.Sql;

/** Reads the projection of segments, unmasked and without asking who reads. Stateless. */
public final class SegmentRows {
    private static final String SELECT =
            "select s.number, s.ordinal, s.kind, s.fields, s.entry_id from segment s where s.device_id = ?";

    private SegmentRows() {}

    /** The segments of a device in the order of its table, ended ones left out. */
    public static List<SegmentRow> standing(Connection connection, long device) throws SQLException {
        return query(connection, SELECT + " and s.ended_at is null order by s.ordinal", device);
    }

    /** The same from a place in the table on. */
    static List<SegmentRow> after(Connection connection, long device, long ordinal, int most) throws SQLException {
        return query(
                connection,
                SELECT + " and s.ended_at is null and s.ordinal > ? order by s.ordinal fetch first " + most
                        + " rows only",
                device,
                ordinal);
    }

    static List<SegmentRow> query(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            Sql.bind(select, parameters);
            var rows = new ArrayList<SegmentRow>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(row(row));
                }
            }
            return rows;
        }
    }

    private static SegmentRow row(ResultSet row) throws SQLException {
        return new SegmentRow(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                CurrentEntries.values(row.getString(4)),
                row.getLong(5));
    }
}
