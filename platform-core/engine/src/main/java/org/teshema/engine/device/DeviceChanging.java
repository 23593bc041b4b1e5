package org.teshema.engine.device;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Period;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** How what the register says of a device is changed, by the authority responsible or, in part, by its using unit. */
record DeviceChanging(Writes writes, Particulars particulars, Access access, CityClock clock) {
    void change(WriteRequest asked, long id, DeviceChange change) {
        writes.once(asked, "device.change", id + "\n" + change, unit -> {
            apply(unit, asked.actor(), id, change);
            return Long.toString(id);
        });
    }

    /** The same within a transaction that does more. */
    void apply(UnitOfWork unit, Actor actor, long id, DeviceChange change) {
        LockedDevice locked = LockedDevice.of(unit, access, actor, id, change.version())
                .require(access, actor, change.isUsingUnits() ? Deed.DESCRIBE_DEVICE : Deed.CHANGE_DEVICE);
        Engaging engaging = new Engaging(unit, actor, clock.instant());
        engaged(locked, actor, engaging, EngagementKind.CONTRACT, change.maintenanceUnit());
        engaged(locked, actor, engaging, EngagementKind.TASK, change.inspectionBody());
        DeviceFile before = locked.file();
        change.status().ifPresent(status -> mayBecome(locked, status));
        unit.jdbc(connection -> {
            DeviceParties.stationOf(
                    connection, change.station(), before.device().district());
            return null;
        });
        unit.update(
                "update device set name = coalesce(?, name), place = coalesce(?, place),"
                        + " longitude = coalesce(?, longitude), latitude = coalesce(?, latitude),"
                        + " status = coalesce(?, status), station_id = coalesce(?, station_id),"
                        + " version = version + 1 where id = ?",
                change.name(),
                change.place(),
                change.coordinates().map(Coordinates::longitude),
                change.coordinates().map(Coordinates::latitude),
                change.status(),
                change.station(),
                id);
        particulars.recorded(unit, actor, id, "changed", change.reason());
        if (change.status().isPresent()) {
            List<Long> children = SetChildren.of(unit, id);
            if (Reach.meansChildren(change.reach(), children.size())) {
                DeviceStatus stood = before.device().status();
                children.stream()
                        .filter(child ->
                                goesAlong(unit, child, stood, change.status().get()))
                        .forEach(child -> {
                            unit.update(
                                    "update device set status = ?, version = version + 1 where id = ?",
                                    change.status().get(),
                                    child);
                            particulars.recorded(unit, actor, child, "changed", change.reason(), OptionalLong.of(id));
                        });
            }
        }
    }

    /** A party named without days is from today on, until another is. */
    private void engaged(
            LockedDevice locked, Actor actor, Engaging engaging, EngagementKind kind, OptionalLong organisation) {
        if (organisation.isPresent()) {
            locked.require(access, actor, kind.deed());
            engaging.requireParty(kind.field(), kind, organisation.getAsLong());
            engaging.stands(
                    locked.file(),
                    kind,
                    organisation.getAsLong(),
                    new Period(Optional.of(access.today()), Optional.empty()),
                    Optional.empty());
        }
    }

    /** A car that was stopped before its ride, for a reason of its own, is not in use again with it. */
    private static boolean goesAlong(UnitOfWork unit, long child, DeviceStatus stood, DeviceStatus after) {
        boolean inUseAgain = stood == DeviceStatus.STOPPED && after == DeviceStatus.IN_USE;
        return !inUseAgain || Particulars.stoppedWithSet(unit, child);
    }

    private static void mayBecome(LockedDevice locked, DeviceStatus after) {
        DeviceStatus before = locked.requireNotScrapped().file().device().status();
        if (after == DeviceStatus.INSTALLING && before != DeviceStatus.INSTALLING) {
            throw Problem.inField(
                    ProblemType.WRONG_STATE,
                    "status",
                    "已登记使用的设备不能退回“安装中”；停用请改为 STOPPED。",
                    "A device that was in use is not being installed again. To stop its use give STOPPED.");
        }
    }
}
