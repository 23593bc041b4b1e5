package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;

/** Reads bindings as the actor may see them: those of the devices within their scope. */
final class BindingQueries {
    private static final ScopedRows<Binding> ROWS = new ScopedRows<>(
            "select i.*, c.number, u.name as unit_name from binding i"
                    + " join code c on c.code_id = i.code_id join organisation u on u.id = i.unit_id"
                    + " join device d on d.id = i.device_id",
            "i.id",
            Binding::id,
            BindingQueries::binding);

    private BindingQueries() {}

    static Optional<Binding> find(Database database, Access access, Actor actor, long id) {
        return ROWS.find(database, access.scope(actor, Deed.SEE_BINDING, "d"), id);
    }

    static Page<Binding> list(Database database, Access access, Actor actor, Optional<Long> device, Cursor cursor) {
        return ROWS.page(database, access.scope(actor, Deed.SEE_BINDING, "d").and("i.device_id = ?", device), cursor);
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
