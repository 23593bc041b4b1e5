package org.teshema.engine.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.teshema.engine.account.Actor;
import org.teshema.engine.inbox.Handing;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/**
 * What ends with a transfer, within its transaction. A contract is the using unit's: it ends when the unit changes. A task is the
 * district's: it ends when the district changes. What still is to be done about the device goes to whoever answers for it from now
 * on; what only a party that left could do is closed.
 *
 * @param formerUnit who used it
 * @param formerDistrict id of the district's bureau that supervised it
 * @param formerStation who supervised it on the spot
 * @param newUnit who uses it from now on
 */
record Leaving(
        OptionalLong formerUnit,
        String formerDistrict,
        OptionalLong formerStation,
        OptionalLong newUnit,
        boolean unitChanges,
        boolean districtChanges) {
    /** As the device stands before the transfer. */
    static Leaving of(UnitOfWork unit, long device, OptionalLong newUnit, boolean moves) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select using_unit_id, district, station_id from device where id = ?")) {
                Sql.bind(select, device);
                try (var row = select.executeQuery()) {
                    row.next();
                    OptionalLong before = Sql.maybeLong(row, "using_unit_id");
                    return new Leaving(
                            before,
                            row.getString("district"),
                            Sql.maybeLong(row, "station_id"),
                            newUnit,
                            newUnit.isPresent() && !newUnit.equals(before),
                            moves);
                }
            }
        });
    }

    /** Ends what ends, of the device or of one of its children. */
    void end(UnitOfWork unit, Actor actor, long device, Object station, Instant now) {
        var engaging = new Engaging(unit, actor, now);
        var inbox = new Handing(unit, device, actor.accountId(), now);
        List<OptionalLong> left = new ArrayList<>();
        if (unitChanges) {
            left.add(engaging.party(device, EngagementKind.CONTRACT));
            engaging.over(device, EngagementKind.CONTRACT);
            formerUnit.ifPresent(former -> inbox.from(former, newUnit));
        }
        if (districtChanges) {
            left.add(engaging.party(device, EngagementKind.TASK));
            engaging.over(device, EngagementKind.TASK);
            inbox.betweenDistricts(formerDistrict);
            formerStation.ifPresent(former -> inbox.from(former, id(station)));
        }
        left.forEach(one -> one.ifPresent(inbox::close));
    }

    private static OptionalLong id(Object station) {
        return station instanceof OptionalLong number
                ? number
                : ((java.util.Optional<?>) station)
                        .map(one -> OptionalLong.of((Long) one))
                        .orElse(OptionalLong.empty());
    }
}
