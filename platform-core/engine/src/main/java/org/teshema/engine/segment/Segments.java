package org.teshema.engine.segment;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Values;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Mask;
import org.teshema.engine.access.Parties;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/** The segments of units as people may see them: within their scope, masked for what they are towards the device. Thread-safe. */
@Component(service = Segments.class)
public final class Segments {
    private static final String TOTALS =
            "select d.district, d.category, s.segment_class, count(*), coalesce(sum(s.length), 0)"
                    + " from segment s join device d on d.id = s.device_id where s.ended_at is null and ";
    private static final String GROUPED =
            " group by d.district, d.category, s.segment_class" + " order by d.district, d.category, s.segment_class";

    private final Database database;
    private final Devices devices;
    private final PluginTable plugins;
    private final Access access;

    /** The segments in that database. */
    @Activate
    public Segments(
            @Reference Database database,
            @Reference Devices devices,
            @Reference PluginTable plugins,
            @Reference CityClock clock) {
        this.access = new Access(clock);
        this.database = database;
        this.devices = devices;
        this.plugins = plugins;
    }

    /** The segments of a unit of the actor's scope, in the order of its table. */
    public Page<SegmentRow> list(Actor actor, long device, Cursor cursor) {
        Audience audience = audience(actor, devices.get(actor, device));
        return cursor.page(
                masked(
                        database.read(
                                connection -> SegmentRows.after(connection, device, cursor.after(), cursor.fetch())),
                        audience),
                SegmentRow::ordinal);
    }

    /** All of them. */
    public List<SegmentRow> all(Actor actor, long device) {
        Audience audience = audience(actor, devices.get(actor, device));
        return masked(database.read(connection -> SegmentRows.standing(connection, device)), audience);
    }

    /** What {@link #all} would have answered at that instant, by what had been recorded then; numbered as they stand now. */
    public List<SegmentRow> asOf(Actor actor, long device, Instant known) {
        Audience audience = audience(actor, devices.get(actor, device));
        return masked(
                database.read(connection -> SegmentRows.query(
                        connection,
                        "select number, ordinal, kind, fields, id from (select s.number, s.ordinal, e.kind, e.fields,"
                                + " e.id, row_number() over (partition by s.number"
                                + " order by e.recorded_at desc, e.id desc) as place from segment s"
                                + " join entry e on e.subject_type = 'SEGMENT'"
                                + " and e.subject_id = cast(s.device_id as varchar) || '/' || s.number"
                                + " where s.device_id = ? and e.recorded_at <= ?) newest"
                                + " where place = 1 and kind <> ? order by ordinal, number",
                        device,
                        known,
                        CityKinds.SEGMENT_ENDED.name())),
                audience);
    }

    /** What the segments of one unit come to, by class. */
    public List<SegmentTotals> totals(Actor actor, long device) {
        Scope scope = access.scope(actor, Deed.SEE_SEGMENTS, "d").and("d.id = ?", device);
        devices.get(actor, device);
        return database.read(connection -> totals(connection, scope));
    }

    /** What all segments of the actor's scope come to, by district, category and class. */
    public List<SegmentTotals> totals(Actor actor) {
        return database.read(connection -> totals(connection, access.scope(actor, Deed.SEE_SEGMENTS, "d")));
    }

    private static List<SegmentTotals> totals(Connection connection, Scope scope) throws SQLException {
        try (var select = connection.prepareStatement(TOTALS + scope.sql() + GROUPED)) {
            Sql.bind(select, scope.parameters().toArray());
            var totals = new ArrayList<SegmentTotals>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    BigDecimal metres = row.getBigDecimal(5);
                    totals.add(new SegmentTotals(
                            row.getString(1),
                            row.getString(2),
                            Optional.ofNullable(row.getString(3)),
                            row.getLong(4),
                            SegmentTotals.kilometres(metres)));
                }
            }
            return totals;
        }
    }

    private List<SegmentRow> masked(List<SegmentRow> rows, Audience audience) {
        return rows.stream()
                .map(row -> row.with(plugins.kind(row.kind())
                        .map(kind -> Mask.of(row.values(), kind, audience))
                        .orElseGet(() -> audience == Audience.GOVERNMENT ? row.values() : Values.none())))
                .toList();
    }

    /** What the actor is towards that device. */
    static Audience audience(Actor actor, DeviceFile file) {
        return Access.audience(Optional.of(actor), parties(file));
    }

    private static Parties parties(DeviceFile file) {
        return new Parties(
                file.device().district(),
                id(file.device().usingUnit()),
                id(file.device().maintenanceUnit()),
                id(file.inspectionBody()),
                id(file.station()));
    }

    private static java.util.OptionalLong id(Optional<org.teshema.api.device.Organisation> organisation) {
        return organisation.map(one -> java.util.OptionalLong.of(one.id())).orElse(java.util.OptionalLong.empty());
    }
}
