package org.teshema.engine.device;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.engine.access.Period;
import org.teshema.engine.account.Actor;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.trust.sm.Sm3;

/** Writes down, within a transaction, who maintains and who inspects a device from now on. Each change is a leaf of the ledger. */
record Engaging(UnitOfWork unit, Actor actor, Instant now) {
    private record Standing(long organisation, String district, OptionalLong book) {}

    /** Refuses an organisation that is not of the kind its place asks for. */
    void requireParty(String field, EngagementKind kind, long organisation) {
        unit.jdbc(connection -> {
            DeviceParties.party(connection, field, OptionalLong.of(organisation), kind.party());
            return null;
        });
    }

    /** That one stands from now on; the one before is over. */
    long stands(DeviceFile device, EngagementKind kind, long organisation, Period period, Optional<String> number) {
        over(device.id(), kind);
        unit.update(
                "update device set " + kind.column() + " = ?, " + kind.days() + "_from = ?, " + kind.days()
                        + "_until = ? where id = ?",
                organisation,
                period.from(),
                period.until(),
                device.id());
        long id = unit.inserted(
                "insert into engagement (device_id, kind, organisation_id, number, from_day, until_day, made_by, made_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                device.id(),
                kind,
                organisation,
                number,
                period.from(),
                period.until(),
                actor.accountId(),
                now);
        leaf(
                "engagement.agreed",
                id,
                device.device().district(),
                device.id() + "\n" + kind + "\n" + organisation + "\n" + period + "\n" + number.orElse(""));
        return id;
    }

    /** The one that stands is over, and its party has nothing more to do with the device; nothing happens where there is none. */
    void over(long device, EngagementKind kind) {
        Optional<Standing> standing = standing(device, kind);
        if (standing.isEmpty()) {
            return;
        }
        long book = standing.get().book().isPresent()
                ? standing.get().book().getAsLong()
                : unit.inserted(
                        "insert into engagement (device_id, kind, organisation_id, from_day, until_day)"
                                + " select id, cast(? as varchar(10)), " + kind.column() + ", " + kind.days()
                                + "_from, "
                                + kind.days() + "_until from device where id = ?",
                        kind,
                        device);
        unit.update("update engagement set ended_at = ?, ended_by = ? where id = ?", now, actor.accountId(), book);
        unit.update(
                "update device set " + kind.column() + " = null, " + kind.days() + "_from = null, " + kind.days()
                        + "_until = null where id = ?",
                device);
        leaf(
                "engagement.ended",
                book,
                standing.get().district(),
                device + "\n" + kind + "\n" + standing.get().organisation());
    }

    /** Who stands to the device by contract or task, whether it holds today or not. */
    OptionalLong party(long device, EngagementKind kind) {
        return standing(device, kind)
                .map(one -> OptionalLong.of(one.organisation()))
                .orElse(OptionalLong.empty());
    }

    private Optional<Standing> standing(long device, EngagementKind kind) {
        return unit.jdbc(connection -> {
            try (var select =
                    connection.prepareStatement("select d." + kind.column() + ", d.district, e.id from device d"
                            + " left join engagement e on e.device_id = d.id and e.kind = ? and e.ended_at is null"
                            + " where d.id = ? and d." + kind.column() + " is not null")) {
                Sql.bind(select, kind, device);
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Standing(row.getLong(1), row.getString(2), Sql.maybeLong(row, "id")))
                            : Optional.empty();
                }
            }
        });
    }

    private void leaf(String what, long id, String district, String content) {
        unit.leaf(new LedgerLeaf(
                what,
                "engagement:" + id,
                district,
                actor.role().name(),
                now,
                Sm3.hash((what + "\n" + content).getBytes(StandardCharsets.UTF_8))));
        unit.publish(
                what,
                "engagement:" + id,
                district,
                "{\"engagement\":" + id + ",\"event\":\"" + what.toLowerCase(Locale.ROOT) + "\"}",
                now);
    }
}
