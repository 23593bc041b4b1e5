package org.teshema.engine.codes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.store.Sql;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.CodeClass;

/** Reads codes as the actor may see them. */
final class CodeQueries {
    /** Serials take the lower bits of a place in the list of all codes. */
    private static final int SERIAL_BITS = 20;

    private static final String SELECT = "select " + CodeText.COLUMNS
            + ", c.serial, c.number, c.state, c.holder_id, c.district, c.claimed_from, c.device_id, c.changed_at,"
            + " c.version, b.title, b.code_class, h.name as holder_name, g.name as giver_name, r.number as replacement"
            + " from code c join batch b on b.id = c.batch_id join organisation h on h.id = c.holder_id"
            + " left join organisation g on g.id = c.claimed_from left join code r on r.code_id = c.replaced_by";

    private final CodePrefix prefix;
    private final Access access;
    private final ScopedRows<Code> rows;

    CodeQueries(CodePrefix prefix, Access access) {
        this.access = access;
        this.prefix = prefix;
        this.rows = new ScopedRows<>(SELECT, "c.code_id", CodeQueries::place, this::code);
    }

    /**
     * The codes this actor holds, was given, gave out or supervises, over the columns of {@code code} under that alias:
     * deny by default.
     */
    private Scope scope(Actor actor, String alias) {
        return access.scope(actor, Deed.SEE_CODE, alias);
    }

    Optional<Code> find(Connection connection, Actor actor, CodeRef ref) throws SQLException {
        return rows.list(connection, scope(actor, "c").and("c." + ref.column() + " = ?", ref.value()), "").stream()
                .findFirst();
    }

    List<Code> list(Connection connection, Actor actor, CodeFilter filter, Cursor cursor) throws SQLException {
        Scope asked = scope(actor, "c")
                .and("c.batch_id = ?", filter.batch())
                .and("c.serial >= ?", filter.first())
                .and("c.serial <= ?", filter.last())
                .and("c.state = ?", filter.state())
                .and("c.holder_id = ?", filter.holder())
                .and("coalesce(c.claimed_from, c.holder_id) = ?", filter.answers())
                .and("c.device_id = ?", filter.device())
                .and("(c.batch_id, c.serial) > (?, ?)", cursor.after() >> SERIAL_BITS, (int)
                        (cursor.after() & ((1 << SERIAL_BITS) - 1)));
        Scope there =
                filter.where().map(where -> asked.and(where.sql("c.state"))).orElse(asked);
        return rows.list(connection, there, " order by c.batch_id, c.serial limit " + cursor.fetch());
    }

    /** Its place in the list of all codes, for the cursor. */
    static long place(Code code) {
        return code.batch() << SERIAL_BITS | code.serial();
    }

    private Code code(ResultSet row) throws SQLException {
        return new Code(
                new CodeId(row.getBytes("code_id")),
                CodeText.number(row.getLong("number")),
                CodeText.url(row, prefix),
                row.getLong("batch_id"),
                row.getInt("serial"),
                row.getString("title"),
                CodeClass.valueOf(row.getString("code_class")),
                CodeState.valueOf(row.getString("state")),
                new Party(row.getLong("holder_id"), row.getString("holder_name")),
                row.getString("giver_name") == null
                        ? Optional.empty()
                        : Optional.of(new Party(row.getLong("claimed_from"), row.getString("giver_name"))),
                row.getString("district"),
                Optional.ofNullable(row.getObject("device_id", Long.class)),
                Optional.ofNullable(row.getObject("replacement", Long.class)).map(CodeText::number),
                Sql.instant(row, "changed_at"),
                row.getInt("version"));
    }
}
