package org.teshema.engine.codes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Scope;
import org.teshema.engine.page.Cursor;
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

    CodeQueries(CodePrefix prefix) {
        this.prefix = prefix;
    }

    /**
     * The codes this actor holds, was given, gave out or supervises, over the columns of {@code code} under that alias:
     * deny by default.
     */
    static Scope scope(Actor actor, String alias) {
        long me = actor.organisation().id();
        return switch (actor.role()) {
            case CITY_BUREAU -> new Scope("1 = 1", List.of());
            case DISTRICT ->
                new Scope(
                        "(" + alias + ".district = ? or " + alias + ".holder_id = ? or " + alias + ".claimed_from = ?)",
                        List.of(actor.district(), me, me));
            case STATION, INSPECTION_BODY ->
                new Scope("(" + alias + ".holder_id = ? or " + alias + ".claimed_from = ?)", List.of(me, me));
            case USING_UNIT -> new Scope(alias + ".unit_id = ?", List.of(me));
            case MAINTENANCE_UNIT ->
                new Scope(
                        "exists (select 1 from device m where m.id = " + alias
                                + ".bound_device_id and m.maintenance_unit_id = ?)",
                        List.of(me));
        };
    }

    Optional<Code> find(Connection connection, Actor actor, CodeRef ref) throws SQLException {
        return read(connection, actor, " and c." + ref.column() + " = ?", ref.value()).stream()
                .findFirst();
    }

    List<Code> list(Connection connection, Actor actor, CodeFilter filter, Cursor cursor) throws SQLException {
        StringBuilder sql = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        narrow(sql, parameters, " and c.batch_id = ?", filter.batch());
        narrow(sql, parameters, " and c.serial >= ?", filter.first());
        narrow(sql, parameters, " and c.serial <= ?", filter.last());
        narrow(sql, parameters, " and c.state = ?", filter.state());
        narrow(sql, parameters, " and c.holder_id = ?", filter.holder());
        narrow(sql, parameters, " and c.device_id = ?", filter.device());
        sql.append(" and (c.batch_id, c.serial) > (?, ?) order by c.batch_id, c.serial limit ?");
        parameters.add(cursor.after() >> SERIAL_BITS);
        parameters.add((int) (cursor.after() & ((1 << SERIAL_BITS) - 1)));
        parameters.add(cursor.fetch());
        return read(connection, actor, sql.toString(), parameters.toArray());
    }

    /** Its place in the list of all codes, for the cursor. */
    static long place(Code code) {
        return code.batch() << SERIAL_BITS | code.serial();
    }

    private static void narrow(StringBuilder sql, List<Object> parameters, String condition, Optional<?> value) {
        if (value.isPresent()) {
            sql.append(condition);
            parameters.add(value.get());
        }
    }

    private List<Code> read(Connection connection, Actor actor, String condition, Object... more) throws SQLException {
        Scope scope = scope(actor, "c");
        List<Object> parameters = new ArrayList<>(scope.parameters());
        parameters.addAll(List.of(more));
        try (var select = connection.prepareStatement(SELECT + " where " + scope.sql() + condition)) {
            Sql.bind(select, parameters.toArray());
            List<Code> codes = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    codes.add(code(row));
                }
            }
            return codes;
        }
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
