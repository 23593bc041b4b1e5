package org.teshema.engine.segment;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.engine.access.Mask;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.gate.NoCode;
import org.teshema.engine.gate.PluginTable;

/**
 * A registration unit as it stands when a table comes in: what the plugin is asked with, and what must not have changed when
 * the table is written.
 *
 * @param version of its segments
 * @param entries its current entries, as they stand on its row
 * @param rows its segments
 * @param code the code bound to it; of a unit without one, facts of a code that is not made yet
 */
record Unit(Device device, int version, String entries, List<SegmentRow> rows, CodeFacts code) {
    /** The row of a device that its segments depend on. */
    record State(int version, String entries) {}

    static Unit of(Connection connection, Device device) throws SQLException {
        State state = state(connection, device.id().value(), false);
        return new Unit(
                device,
                state.version(),
                state.entries(),
                SegmentRows.standing(connection, device.id().value()),
                code(connection, device));
    }

    /** Reads the row, and holds it until the transaction ends where it is to be locked. */
    static State state(Connection connection, long device, boolean lock) throws SQLException {
        try (var select = connection.prepareStatement(
                "select segments_version, current_entries from device where id = ?" + (lock ? " for update" : ""))) {
            select.setLong(1, device);
            try (var row = select.executeQuery()) {
                row.next();
                return new State(row.getInt(1), row.getString(2));
            }
        }
    }

    private static CodeFacts code(Connection connection, Device device) throws SQLException {
        try (var select = connection.prepareStatement("select c.number, c.state, c.district,"
                + " coalesce(b.made_on, cast(b.ordered_at as date)) from code c join batch b on b.id = c.batch_id"
                + " where c.bound_device_id = ?")) {
            select.setLong(1, device.id().value());
            try (var row = select.executeQuery()) {
                return row.next() ? code(row) : NoCode.of(device);
            }
        }
    }

    private static CodeFacts code(ResultSet row) throws SQLException {
        return new CodeFacts(
                Long.toString(row.getLong(1)),
                CodeState.valueOf(row.getString(2)),
                row.getObject(4, LocalDate.class),
                row.getString(3));
    }

    boolean isStill(State state) {
        return state.version() == version && state.entries().equals(entries);
    }

    /** Its current entries of some kinds, masked. */
    Map<String, Entry> seen(Set<String> kinds, Audience audience, PluginTable table) {
        var seen = new HashMap<String, Entry>();
        CurrentEntries.parse(entries, Subject.of(device.id()), kinds)
                .forEach((name, entry) -> seen.put(
                        name,
                        Optional.ofNullable(table.kind(name).orElse(null))
                                .map(kind -> Mask.of(entry, kind, audience))
                                .orElseGet(() -> Mask.ofUnknown(entry, audience))));
        return seen;
    }
}
