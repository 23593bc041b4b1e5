package org.teshema.plugin.unitdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.Organisation;

/** What the archive says of applications, kept where a board finds it. Written anew with each entry that is heard. */
final class Shelf {
    /** An application on the shelf. */
    record Kept(long id, DeviceId device, Topic topic, Application.State state, Instant applied) {}

    private Shelf() {}

    static void put(Tables tables, Device device, List<Application> applications) {
        var changes = new ArrayList<Statement>();
        changes.add(Statement.of(
                "delete from application where device_id = ?", device.id().value()));
        for (Application one : applications) {
            changes.add(Statement.of(
                    "insert into application (id, device_id, district, using_unit, topic, state, applied_at, changed_at, closed)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    one.entry().id(),
                    device.id().value(),
                    device.district(),
                    device.usingUnit().map(Organisation::id),
                    one.topic().word(),
                    one.state().name(),
                    one.entry().recordedAt(),
                    one.changed(),
                    !one.isOpen()));
        }
        tables.change(changes);
    }

    /**
     * The open applications that may concern an organisation, the oldest first. Whether it may see the device the platform says; this only
     * keeps the rest of the city out.
     */
    static List<Kept> open(Tables tables, Organisation reader, long after, int limit) {
        String whose = switch (reader.kind()) {
            case CITY_BUREAU -> "cast(? as bigint) is not null";
            case DISTRICT, STATION -> "district = ?";
            default -> "using_unit = ?";
        };
        Object who = whose.startsWith("district") ? reader.district() : (Object) reader.id();
        return tables
                .query(Statement.of(
                        "select * from application where closed = ? and id > ? and " + whose
                                + " order by id fetch first " + limit + " rows only",
                        false,
                        after,
                        who))
                .stream()
                .map(Shelf::kept)
                .toList();
    }

    private static Kept kept(Map<String, Object> row) {
        return new Kept(
                (Long) row.get("id"),
                new DeviceId((Long) row.get("device_id")),
                Topic.ofWord((String) row.get("topic")).orElseThrow(),
                Application.State.valueOf((String) row.get("state")),
                (Instant) row.get("applied_at"));
    }
}
