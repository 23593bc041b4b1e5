package org.teshema.engine.scan;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Subject;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Membership;
import org.teshema.engine.access.Parties;
import org.teshema.engine.access.Scope;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.archive.IndexedValue;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/**
 * Reads what a scene app asks of many devices, each listing in one query: device, units, code and current entries together.
 * Whoever reads stands in the query as a scope. Thread-safe.
 */
final class KnownRows {
    // Sooner than a plugin is given up, so that a query ends by itself and not by the interrupt.
    private static final int SECONDS = 1;
    private static final String DEVICE = "d.id as d_id, d.category as d_category, d.district as d_district,"
            + " d.name as d_name, d.place as d_place, d.status as d_status, d.version as d_version, d.mother_id,"
            + " d.mother_role, d.current_entries, bc.number as code_number, "
            + Parties.periods("d") + ", " + OrganisationColumns.of("u") + ", "
            + OrganisationColumns.of("m");
    private static final String PARTIES = " left join organisation u on u.id = d.using_unit_id"
            + " left join organisation m on m.id = d.maintenance_unit_id"
            + " left join code bc on bc.bound_device_id = d.id and bc.post = 0";

    private final Database database;
    private final CityClock clock;

    KnownRows(Database database, CityClock clock) {
        this.clock = clock;
        this.database = database;
    }

    boolean isWithin(DeviceId device, Scope scope) {
        Scope asked = scope.and("d.id = ?", device.value());
        return !read("select d.id from device d where " + asked.sql(), asked.parameters(), row -> row.getLong(1))
                .isEmpty();
    }

    /**
     * The devices of a scope.
     *
     * @param kinds names of the kinds whose current entries come along
     * @param mask makes of an entry what its reader may see
     */
    Listing<KnownDevice> devices(DeviceQuery query, Scope scope, Set<String> kinds, UnaryOperator<Entry> mask) {
        Scope asked = among(nodes(scope, query.nodes()), query.among())
                .and("d.status = ?", query.status())
                .and(
                        "d.id > ?",
                        query.cursor().flatMap(Place::read).map(Place::id).orElse(0L));
        List<KnownDevice> found = read(
                "select " + DEVICE + " from device d" + PARTIES + " where " + asked.sql()
                        + " order by d.id fetch first " + (query.limit() + 1) + " rows only",
                asked.parameters(),
                row -> device(row, kinds, mask));
        return listing(
                found, query.limit(), last -> new Place("", last.device().id().value()));
    }

    /**
     * Entries of devices of a scope.
     *
     * @param field that is looked at
     */
    Listing<KnownEntry> entries(
            EntryQuery query, Field field, Scope scope, Set<String> kinds, UnaryOperator<Entry> mask) {
        Optional<Place> after = query.cursor().flatMap(Place::read);
        Scope asked = new Scope(
                        "e.subject_type = 'DEVICE' and v.kind = ? and v.field = ?"
                                + " and not exists (select 1 from entry c where c.supersedes = e.id)",
                        List.of(query.kind(), field.name()))
                .and("v.sort_value >= ?", query.from().map(value -> IndexedValue.bound(field, value)))
                .and("v.sort_value <= ?", query.until().map(value -> IndexedValue.bound(field, value)));
        if (after.isPresent()) {
            asked = asked.and(
                    "(v.sort_value, v.entry_id) > (?, ?)",
                    after.get().value(),
                    after.get().id());
        }
        if (query.currentOnly()) {
            asked = asked.and("not exists (select 1 from entry n where n.subject_type = e.subject_type"
                    + " and n.subject_id = e.subject_id and n.kind = e.kind"
                    + " and (n.happened_at, n.recorded_at, n.id) > (e.happened_at, e.recorded_at, e.id)"
                    + " and not exists (select 1 from entry c where c.supersedes = n.id))");
        }
        asked = nodes(asked, query.nodes()).and(scope.sql(), scope.parameters().toArray());
        var places = new HashMap<Long, String>();
        List<KnownEntry> found = read(
                "select " + Entries.columns() + ", v.sort_value, " + DEVICE + " from entry_value v"
                        + " join entry e on e.id = v.entry_id join device d on d.id ="
                        + " case when e.subject_type = 'DEVICE' then cast(e.subject_id as bigint) end" + PARTIES
                        + " where " + asked.sql() + " order by v.sort_value, v.entry_id fetch first "
                        + (query.limit() + 1) + " rows only",
                asked.parameters(),
                row -> {
                    Entry entry = Entries.entry(row);
                    places.put(entry.id(), row.getString("sort_value"));
                    return new KnownEntry(device(row, kinds, mask), mask.apply(entry));
                });
        return listing(
                found,
                query.limit(),
                last -> new Place(places.get(last.entry().id()), last.entry().id()));
    }

    private static Scope nodes(Scope scope, Set<CatalogueCode> nodes) {
        if (nodes.isEmpty()) {
            return scope;
        }
        Object[] patterns = nodes.stream()
                .map(node -> node.value().substring(0, node.depth()) + "%")
                .toArray();
        return scope.and(
                "(" + String.join(" or ", java.util.Collections.nCopies(patterns.length, "d.category like ?")) + ")",
                patterns);
    }

    private static Scope among(Scope scope, Set<DeviceId> devices) {
        if (devices.isEmpty()) {
            return scope;
        }
        Object[] ids = devices.stream().map(DeviceId::value).sorted().toArray();
        return scope.and("d.id in (" + Sql.marks(ids.length) + ")", ids);
    }

    private KnownDevice device(ResultSet row, Set<String> kinds, UnaryOperator<Entry> mask) throws SQLException {
        var id = new DeviceId(row.getLong("d_id"));
        long mother = row.getLong("mother_id");
        Optional<Membership> membership = row.wasNull()
                ? Optional.empty()
                : Optional.of(new Membership(new DeviceId(mother), row.getString("mother_role")));
        var device = new Device(
                id,
                new CatalogueCode(row.getString("d_category")),
                row.getString("d_district"),
                row.getString("d_name"),
                row.getString("d_place"),
                DeviceStatus.valueOf(row.getString("d_status")),
                OrganisationColumns.read(row, "u"),
                Parties.maintainedOn(row, clock.today()) ? OrganisationColumns.read(row, "m") : Optional.empty(),
                membership,
                row.getInt("d_version"));
        Map<String, Entry> current =
                new HashMap<>(CurrentEntries.parse(row.getString("current_entries"), Subject.of(id), kinds));
        current.replaceAll((kind, entry) -> mask.apply(entry));
        return new KnownDevice(device, Optional.ofNullable(row.getString("code_number")), current);
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, List<Object> parameters, RowReader<T> reader) {
        return database.read((Connection connection) -> {
            try (var select = connection.prepareStatement(sql)) {
                select.setQueryTimeout(SECONDS);
                Sql.bind(select, parameters.toArray());
                var rows = new ArrayList<T>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(reader.read(row));
                    }
                } finally {
                    // H2 keeps it for the whole connection, which goes back to the pool.
                    select.setQueryTimeout(0);
                }
                return rows;
            }
        });
    }

    private static <T> Listing<T> listing(List<T> found, int limit, java.util.function.Function<T, Place> place) {
        return found.size() <= limit
                ? new Listing<>(found, Optional.empty())
                : new Listing<>(
                        found.subList(0, limit),
                        Optional.of(place.apply(found.get(limit - 1)).write()));
    }

    /** Where a listing goes on: after that value, and of equal ones after that id. */
    private record Place(String value, long id) {
        String write() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((id + " " + value).getBytes(StandardCharsets.UTF_8));
        }

        /** What was written; empty for anything else, and then the listing begins anew. */
        static Optional<Place> read(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                return parts.length == 2
                        ? Optional.of(new Place(parts[1], Long.parseLong(parts[0])))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
