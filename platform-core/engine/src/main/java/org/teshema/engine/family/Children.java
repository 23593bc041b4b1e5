package org.teshema.engine.family;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Membership;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.engine.store.Sql;

/** The children of a set: read in one query with their codes, and counted by role. */
public final class Children {
    private static final String SELECT = "select d.id, d.category, d.district, d.name, d.place, d.status, d.version,"
            + " d.mother_id, d.mother_role, d.current_entries, c.number, c.state from device d"
            + " left join code c on c.bound_device_id = d.id and c.post = 0";

    private Children() {}

    /** All children of a mother, in the order they were entered. */
    public static List<Child> of(Connection connection, long mother) throws SQLException {
        try (var select = connection.prepareStatement(SELECT + " where d.mother_id = ? order by d.id")) {
            Sql.bind(select, mother);
            var children = new ArrayList<Child>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    children.add(child(row));
                }
            }
            return children;
        }
    }

    /**
     * The roles in which a set lacks children. A device whose set is optional is one from its first child on; before, it lacks
     * none.
     */
    public static List<ChildRole> missing(MotherChild set, List<Child> children) {
        return children.isEmpty() && !set.always()
                ? List.of()
                : set.roles().stream()
                        .filter(role -> in(role, children) < role.min())
                        .toList();
    }

    /** How many of the children have that role. */
    public static long in(ChildRole role, List<Child> children) {
        return children.stream()
                .filter(child -> child.role().equals(role.name()))
                .count();
    }

    private static Child child(ResultSet row) throws SQLException {
        var device = new Device(
                new DeviceId(row.getLong(1)),
                new CatalogueCode(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                DeviceStatus.valueOf(row.getString(6)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Membership(new DeviceId(row.getLong(8)), row.getString(9))),
                row.getInt(7));
        return new Child(
                device,
                Optional.ofNullable(row.getObject(11, Long.class)),
                Optional.ofNullable(row.getString(12)).map(CodeState::valueOf),
                row.getString(10));
    }
}
