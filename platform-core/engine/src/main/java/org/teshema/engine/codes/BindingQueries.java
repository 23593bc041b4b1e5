package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
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

    private static final ScopedRows<Postable> POSTABLE = new ScopedRows<>(
            "select d.id, d.name, d.place, d.category from device d",
            "d.id",
            Postable::id,
            row -> new Postable(
                    row.getLong("id"),
                    row.getString("name"),
                    row.getString("place"),
                    new CatalogueCode(row.getString("category"))));

    private BindingQueries() {}

    static Optional<Binding> find(Database database, Access access, Actor actor, long id) {
        return ROWS.find(database, access.scope(actor, Deed.SEE_BINDING, "d"), id);
    }

    static Page<Binding> list(Database database, Access access, Actor actor, Optional<Long> device, Cursor cursor) {
        return ROWS.page(database, access.scope(actor, Deed.SEE_BINDING, "d").and("i.device_id = ?", device), cursor);
    }

    /** The devices of the actor's organisation that have no code of their own yet and are not scrapped. */
    static Page<Postable> postable(
            Database database, Access access, Actor actor, Optional<String> words, Cursor cursor) {
        Optional<String> pattern = words.map(text -> "%" + text.replaceAll("[!%_]", "!$0") + "%");
        Scope own = own(access, actor);
        return POSTABLE.page(
                database,
                pattern.isEmpty()
                        ? own
                        : own.and(
                                "(d.name like ? escape '!' or d.place like ? escape '!')",
                                pattern.get(),
                                pattern.get()),
                cursor);
    }

    /** One of them. */
    static Optional<Postable> postable(Database database, Access access, Actor actor, long device) {
        return POSTABLE.find(database, own(access, actor), device);
    }

    private static Scope own(Access access, Actor actor) {
        return access.scope(actor, Deed.SEE_DEVICE, "d")
                .and("d.using_unit_id = ?", actor.organisation().id())
                .and("d.status <> ?", DeviceStatus.SCRAPPED.name())
                .and("not exists (select 1 from code c where c.bound_device_id = d.id and c.post = ?)", 0);
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
