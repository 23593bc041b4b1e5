package org.teshema.engine.codes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Scope;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.store.Sql;

/** Reads bindings as the actor may see them: those of the devices within their scope. */
final class BindingQueries {
    private static final String SELECT = "select i.*, c.number, u.name as unit_name from binding i"
            + " join code c on c.code_id = i.code_id join organisation u on u.id = i.unit_id"
            + " join device d on d.id = i.device_id";

    private BindingQueries() {}

    static Optional<Binding> find(Connection connection, Actor actor, long id) throws SQLException {
        return read(connection, actor, " and i.id = ?", id).stream().findFirst();
    }

    static List<Binding> list(Connection connection, Actor actor, Optional<Long> device, Cursor cursor)
            throws SQLException {
        return device.isPresent()
                ? read(
                        connection,
                        actor,
                        " and i.device_id = ? and i.id > ? order by i.id limit ?",
                        device.get(),
                        cursor.after(),
                        cursor.fetch())
                : read(connection, actor, " and i.id > ? order by i.id limit ?", cursor.after(), cursor.fetch());
    }

    private static List<Binding> read(Connection connection, Actor actor, String condition, Object... more)
            throws SQLException {
        Scope scope = Scope.ofDevices(actor, "d");
        List<Object> parameters = new ArrayList<>(scope.parameters());
        parameters.addAll(List.of(more));
        try (var select = connection.prepareStatement(SELECT + " where " + scope.sql() + condition)) {
            Sql.bind(select, parameters.toArray());
            List<Binding> bindings = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    bindings.add(binding(row));
                }
            }
            return bindings;
        }
    }

    private static Binding binding(ResultSet row) throws SQLException {
        return new Binding(
                row.getLong("id"),
                CodeText.number(row.getLong("number")),
                row.getLong("device_id"),
                row.getString("district"),
                new Party(row.getLong("unit_id"), row.getString("unit_name")),
                row.getString("position"),
                row.getString("place"),
                Optional.ofNullable(row.getObject("longitude", Double.class)),
                Optional.ofNullable(row.getObject("latitude", Double.class)),
                row.getString("photo"),
                Sql.instant(row, "bound_at"),
                Sql.maybeInstant(row, "ended_at"),
                Optional.ofNullable(row.getString("end_reason")));
    }
}
