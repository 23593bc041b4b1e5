package org.teshema.engine.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.store.Database;

/** The register of devices. Thread-safe. */
@Component(service = Devices.class)
public final class Devices {
    private final Database database;

    /** The devices in that database. */
    @Activate
    public Devices(@Reference Database database) {
        this.database = database;
    }

    /** The device of that id, for the engine's own services: without asking who reads. */
    public Optional<Device> find(long id) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select d.id, d.category, d.district, d.name, d.place, d.status,"
                            + " d.version, " + OrganisationColumns.of("u") + ", " + OrganisationColumns.of("m")
                            + " from device d left join organisation u on u.id = d.using_unit_id"
                            + " left join organisation m on m.id = d.maintenance_unit_id where d.id = ?")) {
                select.setLong(1, id);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(device(row)) : Optional.empty();
                }
            }
        });
    }

    private static Device device(ResultSet row) throws SQLException {
        return new Device(
                new DeviceId(row.getLong("id")),
                new CatalogueCode(row.getString("category")),
                row.getString("district"),
                row.getString("name"),
                row.getString("place"),
                DeviceStatus.valueOf(row.getString("status")),
                OrganisationColumns.read(row, "u"),
                OrganisationColumns.read(row, "m"),
                row.getInt("version"));
    }
}
