package org.teshema.engine.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Parties;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/**
 * Reads the register of devices. What an actor may see stands in the query, so a list, its count and its export hold the
 * same devices as single look-ups do. Thread-safe.
 */
@Component(service = Devices.class)
public final class Devices {
    private final Database database;
    private final Access access;

    /** The devices in that database. */
    @Activate
    public Devices(@Reference Database database, @Reference CityClock clock) {
        this.database = database;
        this.access = new Access(clock);
    }

    /** The device of that id, for the engine's own services: without asking who reads. */
    public Optional<Device> find(long id) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select d.id, d.category, d.district, d.name, d.place, d.status,"
                            + " d.version, d.mother_id, d.mother_role, " + Parties.periods("d") + ", "
                            + OrganisationColumns.of("u") + ", "
                            + OrganisationColumns.of("m")
                            + " from device d left join organisation u on u.id = d.using_unit_id"
                            + " left join organisation m on m.id = d.maintenance_unit_id where d.id = ?")) {
                select.setLong(1, id);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(device(row, access.today())) : Optional.empty();
                }
            }
        });
    }

    /** Id of the station that supervises a device. */
    public OptionalLong station(long id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select station_id from device where id = ?")) {
                select.setLong(1, id);
                try (var row = select.executeQuery()) {
                    return row.next() ? Sql.maybeLong(row, "station_id") : OptionalLong.empty();
                }
            }
        });
    }

    /**
     * One device of the actor's scope.
     *
     * @throws Problem NOT_FOUND when there is none, or it is not the actor's to see: the two look the same
     */
    public DeviceFile get(Actor actor, long id) {
        Scope scope = access.scope(actor, Deed.SEE_DEVICE, "d");
        var parameters = new ArrayList<Object>(scope.parameters());
        parameters.add(id);
        return database
                .read(connection ->
                        DeviceRows.query(connection, scope.sql() + " and d.id = ?", parameters, access.today()))
                .stream()
                .findFirst()
                .orElseThrow(() -> missing(id));
    }

    /** What the register says of a device now, whoever may see it. */
    DeviceFile file(long id) {
        return database
                .read(connection -> DeviceRows.query(connection, "d.id = ?", List.<Object>of(id), access.today()))
                .stream()
                .findFirst()
                .orElseThrow(() -> missing(id));
    }

    /** The devices of the actor's scope that the filter asks for. */
    public Page<DeviceFile> list(Actor actor, DeviceFilter filter, Cursor cursor) {
        return cursor.page(after(actor, filter, cursor.after(), cursor.fetch()), DeviceFile::id);
    }

    /** How many devices the whole list holds. */
    public long count(Actor actor, DeviceFilter filter) {
        return ScopedRows.count(database, "device d", filter.within(access.scope(actor, Deed.SEE_DEVICE, "d")));
    }

    /**
     * How many devices of a kind 种类 are in each status.
     *
     * @param kind its node of the catalogue
     * @param counts statuses of which there are any
     */
    public record KindCount(CatalogueCode kind, Map<DeviceStatus, Long> counts) {
        /** All of them. */
        public long all() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Those of that status. */
        public long of(DeviceStatus status) {
            return counts.getOrDefault(status, 0L);
        }
    }

    /** How many devices of the actor's scope there are, by kind and status, in the order of the catalogue. */
    public List<KindCount> byKind(Actor actor) {
        Scope scope = access.scope(actor, Deed.SEE_DEVICE, "d");
        return database.read(connection -> {
            var kinds = new TreeMap<String, Map<DeviceStatus, Long>>();
            try (var select = connection.prepareStatement("select substring(d.category, 1, 1) as kind, d.status,"
                    + " count(*) as n from device d where " + scope.sql()
                    + " group by substring(d.category, 1, 1), d.status")) {
                Sql.bind(select, scope.parameters().toArray());
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        kinds.computeIfAbsent(row.getString("kind"), kind -> new EnumMap<>(DeviceStatus.class))
                                .put(DeviceStatus.valueOf(row.getString("status")), row.getLong("n"));
                    }
                }
            }
            return kinds.entrySet().stream()
                    .map(one -> new KindCount(new CatalogueCode(one.getKey() + "000"), one.getValue()))
                    .toList();
        });
    }

    /** Devices with an id above {@code after}, in the order of ids. */
    List<DeviceFile> after(Actor actor, DeviceFilter filter, long after, int most) {
        Scope where = filter.within(access.scope(actor, Deed.SEE_DEVICE, "d"));
        var parameters = new ArrayList<Object>(where.parameters());
        parameters.add(after);
        return database.read(connection -> DeviceRows.query(
                connection,
                where.sql() + " and d.id > ? order by d.id fetch first " + most + " rows only",
                parameters,
                access.today()));
    }

    static Problem missing(long id) {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "没有编号为 " + id + " 的设备，或不在您的管理范围内。",
                "There is no device " + id + ", or it is not yours to see.");
    }

    private static Device device(ResultSet row, LocalDate today) throws SQLException {
        return new Device(
                new DeviceId(row.getLong("id")),
                new CatalogueCode(row.getString("category")),
                row.getString("district"),
                row.getString("name"),
                row.getString("place"),
                DeviceStatus.valueOf(row.getString("status")),
                OrganisationColumns.read(row, "u"),
                DeviceRows.maintenanceUnit(row, today),
                DeviceRows.membership(row),
                row.getInt("version"));
    }
}
