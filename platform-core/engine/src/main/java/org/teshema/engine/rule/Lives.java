package org.teshema.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Membership;
import org.teshema.engine.access.Scope;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/** Reads devices with what happened to them in a period, a page at a time, in the order of ids. Thread-safe. */
final class Lives {
    private static final int AT_A_TIME = 200;

    private final Database database;
    private final Scope where;
    private final Set<String> kinds;
    private final Instant from;
    private final Instant until;
    private final Masks masks;

    /**
     * Lives to read.
     *
     * @param where which devices, over table {@code device d}
     * @param kinds kinds of entry somebody is going to look at
     */
    Lives(Database database, Scope where, Set<String> kinds, LocalDate from, LocalDate until, Masks masks) {
        this.database = database;
        this.where = where;
        this.kinds = kinds;
        this.from = from.atStartOfDay(CityClock.ZONE).toInstant();
        this.until = until.plusDays(1).atStartOfDay(CityClock.ZONE).toInstant();
        this.masks = masks;
    }

    /** The next devices with an id above that one; empty at the end. */
    List<Life> after(long id) {
        return database.read(connection -> {
            var units = new ArrayList<Long>();
            List<Device> devices = devices(connection, id, units);
            Map<Long, List<Entry>> entries = devices.isEmpty() ? Map.of() : entries(connection, devices);
            Map<Long, List<SegmentLife>> segments = SegmentLife.of(connection, units, kinds, until, masks);
            return devices.stream()
                    .map(one -> new Life(
                            one,
                            entries.getOrDefault(one.id().value(), List.of()),
                            segments.getOrDefault(one.id().value(), List.of())))
                    .toList();
        });
    }

    /** Those devices; ids of the registration units among them are put into the list. */
    private List<Device> devices(Connection connection, long after, List<Long> units) throws SQLException {
        Scope page = where.and("d.id > ?", after);
        try (var select = connection.prepareStatement(
                "select d.id, d.category, d.district, d.name, d.place, d.status, d.mother_id, d.mother_role,"
                        + " d.segments_version from device d where " + page.sql()
                        + " order by d.id fetch first " + AT_A_TIME + " rows only")) {
            Sql.bind(select, page.parameters().toArray());
            var devices = new ArrayList<Device>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    devices.add(new Device(
                            new DeviceId(row.getLong(1)),
                            new CatalogueCode(row.getString(2)),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            DeviceStatus.valueOf(row.getString(6)),
                            Optional.empty(),
                            Optional.empty(),
                            row.getString(8) == null
                                    ? Optional.empty()
                                    : Optional.of(new Membership(new DeviceId(row.getLong(7)), row.getString(8))),
                            0));
                    if (row.getInt(9) > 0) {
                        units.add(row.getLong(1));
                    }
                }
            }
            return devices;
        }
    }

    /**
     * Of each kind the entry that held when the period began, and all that happened in it. What the register tells stands here
     * from its first word on, since a status before it is the nearest it tells.
     */
    private Map<Long, List<Entry>> entries(Connection connection, List<Device> devices) throws SQLException {
        var parameters = new ArrayList<Object>();
        parameters.add(from);
        parameters.add(from);
        devices.forEach(one -> parameters.add(one.id().toString()));
        parameters.addAll(kinds);
        parameters.add(CityKinds.PARTICULARS.name());
        parameters.add(until);
        parameters.add(CityKinds.PARTICULARS.name());
        parameters.add(from);
        List<Entry> found = Entries.list(
                connection,
                "select * from (select " + Entries.columns()
                        + ", row_number() over (partition by e.subject_id, e.kind,"
                        + " case when e.happened_at < ? then 0 else 1 end"
                        + " order by e.happened_at desc, e.recorded_at desc, e.id desc) as place,"
                        + " case when e.happened_at < ? then 0 else 1 end as late"
                        + " from entry e where e.subject_type = 'DEVICE' and e.subject_id in ("
                        + Sql.marks(devices.size())
                        + ") and e.kind in (" + Sql.marks(kinds.size() + 1) + ")"
                        + " and (e.happened_at < ? or (e.kind = ? and e.happened_at >= ?))"
                        + " and not exists (select 1 from entry c where c.supersedes = e.id)) life"
                        + " where place = 1 or late = 1 order by happened_at, recorded_at, id",
                parameters.toArray());
        var byDevice = new HashMap<Long, List<Entry>>();
        found.forEach(
                entry -> byDevice.computeIfAbsent(Long.valueOf(entry.subject().id()), one -> new ArrayList<>())
                        .add(masks.of(entry)));
        return byDevice;
    }
}
