package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Identifier;
import org.teshema.api.device.Membership;
import org.teshema.api.device.Organisation;
import org.teshema.engine.access.Parties;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.store.Sql;

/** Reads devices with their parties and identifiers in two queries, however many there are. */
final class DeviceRows {
    private static final String SELECT =
            "select d.id, d.category, d.raw_category, d.district, d.name, d.place, d.longitude,"
                    + " d.latitude, d.status, d.version, d.mother_id, d.mother_role, " + Parties.periods("d") + ", "
                    + OrganisationColumns.of("u")
                    + ", "
                    + OrganisationColumns.of("m") + ", "
                    + OrganisationColumns.of("b") + ", " + OrganisationColumns.of("s")
                    + " from device d left join organisation u on u.id = d.using_unit_id"
                    + " left join organisation m on m.id = d.maintenance_unit_id"
                    + " left join organisation b on b.id = d.inspection_body_id"
                    + " left join organisation s on s.id = d.station_id where ";

    private DeviceRows() {}

    /**
     * The devices that meet a condition.
     *
     * @param where condition over table {@code device d}, with what follows it
     * @param today a contract or task that does not hold on that day is not told
     */
    static List<DeviceFile> query(Connection connection, String where, List<Object> parameters, LocalDate today)
            throws SQLException {
        try (var select = connection.prepareStatement(SELECT + where)) {
            Sql.bind(select, parameters.toArray());
            var files = new ArrayList<DeviceFile>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    files.add(file(row, today));
                }
            }
            return withIdentifiers(connection, files);
        }
    }

    private static DeviceFile file(ResultSet row, LocalDate today) throws SQLException {
        double longitude = row.getDouble("longitude");
        Optional<Coordinates> coordinates =
                row.wasNull() ? Optional.empty() : Optional.of(new Coordinates(longitude, row.getDouble("latitude")));
        return new DeviceFile(
                new Device(
                        new DeviceId(row.getLong("id")),
                        new CatalogueCode(row.getString("category")),
                        row.getString("district"),
                        row.getString("name"),
                        row.getString("place"),
                        DeviceStatus.valueOf(row.getString("status")),
                        OrganisationColumns.read(row, "u"),
                        maintenanceUnit(row, today),
                        membership(row),
                        row.getInt("version")),
                row.getString("raw_category"),
                coordinates,
                Parties.inspectedOn(row, today) ? OrganisationColumns.read(row, "b") : Optional.empty(),
                OrganisationColumns.read(row, "s"),
                List.of());
    }

    /** Who maintains it on that day. */
    static Optional<Organisation> maintenanceUnit(ResultSet row, LocalDate today) throws SQLException {
        return Parties.maintainedOn(row, today) ? OrganisationColumns.read(row, "m") : Optional.empty();
    }

    static Optional<Membership> membership(ResultSet row) throws SQLException {
        long mother = row.getLong("mother_id");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Membership(new DeviceId(mother), row.getString("mother_role")));
    }

    private static List<DeviceFile> withIdentifiers(Connection connection, List<DeviceFile> files) throws SQLException {
        if (files.isEmpty()) {
            return files;
        }
        var byDevice = new HashMap<Long, List<Identifier>>();
        try (var select = connection.prepareStatement("select device_id, kind, printed, source, valid_from, valid_until"
                + " from identifier where device_id in (" + Sql.marks(files.size())
                + ") order by id")) {
            Sql.bind(select, files.stream().map(DeviceFile::id).toArray());
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    byDevice.computeIfAbsent(row.getLong("device_id"), id -> new ArrayList<>())
                            .add(identifier(row));
                }
            }
        }
        return files.stream().map(file -> with(file, byDevice)).toList();
    }

    private static DeviceFile with(DeviceFile file, Map<Long, List<Identifier>> identifiers) {
        return new DeviceFile(
                file.device(),
                file.rawCategory(),
                file.coordinates(),
                file.inspectionBody(),
                file.station(),
                identifiers.getOrDefault(file.id(), List.of()));
    }

    private static Identifier identifier(ResultSet row) throws SQLException {
        return new Identifier(
                row.getString("kind"),
                row.getString("printed"),
                row.getString("source"),
                row.getObject("valid_from", LocalDate.class),
                Optional.ofNullable(row.getObject("valid_until", LocalDate.class)));
    }
}
