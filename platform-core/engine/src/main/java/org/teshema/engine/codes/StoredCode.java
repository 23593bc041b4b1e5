package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.code.CodeState;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Facts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.trust.code.CodeId;

/**
 * The row of one code, locked for this transaction.
 *
 * @param unit the using unit it was given out to
 * @param boundDevice the device it is bound to, while it is
 * @param post the code post of that device that bears it; 0 for the device's own code
 */
record StoredCode(
        CodeId id,
        long batch,
        int serial,
        long number,
        CodeState state,
        long holder,
        String district,
        Optional<Long> unit,
        Optional<Long> boundDevice,
        int post,
        int version) {
    /** Locks the code, if the actor may see it. */
    static Optional<StoredCode> lock(UnitOfWork unit, Access access, Actor actor, CodeRef ref) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select code_id, batch_id, serial, number, state, holder_id, district, unit_id, bound_device_id,"
                            + " post, version from code where " + ref.column() + " = ? for update")) {
                Sql.bind(select, ref.value());
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(of(row)).filter(code -> code.isSeenBy(access, actor))
                            : Optional.empty();
                }
            }
        });
    }

    private static StoredCode of(ResultSet row) throws SQLException {
        return new StoredCode(
                new CodeId(row.getBytes("code_id")),
                row.getLong("batch_id"),
                row.getInt("serial"),
                row.getLong("number"),
                CodeState.valueOf(row.getString("state")),
                row.getLong("holder_id"),
                row.getString("district"),
                Optional.ofNullable(row.getObject("unit_id", Long.class)),
                Optional.ofNullable(row.getObject("bound_device_id", Long.class)),
                row.getInt("post"),
                row.getInt("version"));
    }

    /** What ties the actor to it. */
    Set<Custody> ties(Actor actor) {
        long me = actor.organisation().id();
        Set<Custody> ties = EnumSet.noneOf(Custody.class);
        if (holder == me) {
            ties.add(Custody.HOLDER);
        }
        if (unit.equals(Optional.of(me))) {
            ties.add(Custody.UNIT);
        }
        if (district.equals(actor.district())) {
            ties.add(Custody.OWN_DISTRICT);
        }
        return ties;
    }

    private boolean isSeenBy(Access access, Actor actor) {
        return access.may(
                actor,
                Deed.HANDLE_CODE,
                Facts.none().and("district", district).and("holder_id", holder).and("unit_id", unit));
    }
}
