package org.teshema.engine.segment;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teshema.api.archive.CityKinds;
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

    /** The segments of many devices in the order of their tables, ended ones left out. */
    public static Map<Long, List<SegmentRow>> standing(Connection connection, List<Long> devices) throws SQLException {
        try (var select = connection.prepareStatement(
                "select s.number, s.ordinal, s.kind, s.fields, s.entry_id, s.device_id from segment s where s.device_id in ("
                        + Sql.marks(devices.size()) + ") and s.ended_at is null order by s.device_id, s.ordinal")) {
            Sql.bind(select, devices.toArray());
            var rows = new HashMap<Long, List<SegmentRow>>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    rows.computeIfAbsent(row.getLong(6), device -> new ArrayList<>())
                            .add(row(row));
                }
            }
            return rows;
        }
    }

    /**
     * The segments of a device as they stood before an instant, by what had been recorded until another; those that had ended
     * by then left out.
     */
    public static List<SegmentRow> standing(Connection connection, long device, Instant before, Instant known)
            throws SQLException {
        return query(
                connection,
                "select number, ordinal, kind, fields, id from (select s.number, s.ordinal, e.kind, e.fields, e.id,"
                        + " row_number() over (partition by s.number"
                        + " order by e.happened_at desc, e.recorded_at desc, e.id desc) as place"
                        + " from segment s join entry e on e.subject_type = 'SEGMENT'"
                        + " and e.subject_id = cast(s.device_id as varchar(20)) || '/' || s.number"
                        + " where s.device_id = ? and e.happened_at < ? and e.recorded_at <= ?) newest"
                        + " where place = 1 and kind <> '" + CityKinds.SEGMENT_ENDED.name() + "' order by ordinal",
                device,
                before,
                known);
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
