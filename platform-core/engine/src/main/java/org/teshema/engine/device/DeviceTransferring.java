package org.teshema.engine.device;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** How a device goes to another unit 过户 or place 移装, together with what follows it. */
record DeviceTransferring(
        Writes writes,
        Districts districts,
        Identifiers identifiers,
        Particulars particulars,
        CityClock clock,
        Access access,
        List<DeviceFollower> followers) {
    void transfer(WriteRequest asked, long id, Transfer transfer) {
        transfer.district().ifPresent(districts::receiving);
        transfer.certificate().ifPresent(number -> identifiers.check(certificate(number, transfer.on())));
        writes.once(asked, "device.transfer", id + "\n" + transfer, unit -> {
            apply(unit, asked.actor(), id, transfer);
            return Long.toString(id);
        });
    }

    /** The same within a transaction that does more. */
    void apply(UnitOfWork unit, Actor actor, long id, Transfer transfer) {
        DeviceFile before = LockedDevice.of(unit, access, actor, id, transfer.version())
                .require(access, actor, Deed.TRANSFER_DEVICE)
                .requireNotScrapped()
                .file();
        requireNoChild(before);
        String district = transfer.district().orElse(before.device().district());
        boolean moves = !district.equals(before.device().district());
        unit.jdbc(connection -> {
            DeviceParties.party(connection, "usingUnit", transfer.usingUnit(), OrganisationKind.USING_UNIT);
            DeviceParties.stationOf(connection, transfer.station(), district);
            return null;
        });
        Leaving leaving = Leaving.of(unit, id, transfer.usingUnit(), moves);
        // A station of the district left behind has nothing to say any more.
        Object station = transfer.station().isPresent() || moves
                ? transfer.station()
                : before.station().map(Organisation::id);
        unit.update(
                "update device set using_unit_id = coalesce(?, using_unit_id), district = ?, station_id = ?,"
                        + " place = coalesce(?, place), longitude = case when ? then null else longitude end,"
                        + " latitude = case when ? then null else latitude end, version = version + 1 where id = ?",
                transfer.usingUnit(),
                district,
                station,
                transfer.place(),
                transfer.place().isPresent(),
                transfer.place().isPresent(),
                id);
        OptionalLong user = transfer.usingUnit().isPresent()
                ? transfer.usingUnit()
                : before.device()
                        .usingUnit()
                        .map(unitOf -> OptionalLong.of(unitOf.id()))
                        .orElse(OptionalLong.empty());
        follow(unit, actor, id, user, district);
        leaving.end(unit, actor, id, station, clock.instant());
        for (long child : SetChildren.of(unit, id)) {
            unit.update(
                    "update device set using_unit_id = coalesce(?, using_unit_id), district = ?, station_id = ?,"
                            + " place = coalesce(?, place), version = version + 1 where id = ?",
                    transfer.usingUnit(),
                    district,
                    station,
                    transfer.place(),
                    child);
            follow(unit, actor, child, user, district);
            leaving.end(unit, actor, child, station, clock.instant());
            particulars.recorded(unit, actor, child, "transferred", Optional.of(transfer.reason()));
        }
        transfer.certificate().ifPresent(number -> registered(unit, actor, id, district, number, transfer.on()));
        particulars.recorded(unit, actor, id, "transferred", Optional.of(transfer.reason()));
    }

    private void follow(UnitOfWork unit, Actor actor, long id, OptionalLong user, String district) {
        if (user.isPresent()) {
            followers.forEach(f -> f.follow(unit, actor, id, user.getAsLong(), district, clock.instant()));
        }
    }

    /** A child goes where its set goes; to go elsewhere it leaves the set first. */
    private static void requireNoChild(DeviceFile device) {
        device.device().membership().ifPresent(place -> {
            throw Problem.of(
                    ProblemType.ALREADY_IN_SET,
                    "设备 " + device.id() + " 是设备 " + place.mother() + " 的子设备，随整套办理；单独过户或移装请先退出成套。",
                    "Device " + device.id() + " is a child of device " + place.mother()
                            + " and goes with its set. To transfer it alone, let it leave the set first.");
        });
    }

    private void registered(UnitOfWork unit, Actor actor, long id, String district, String number, LocalDate on) {
        unit.jdbc(connection -> {
            identifiers.replace(connection, id, certificate(number, on));
            return null;
        });
        particulars
                .entries()
                .append(
                        unit,
                        actor,
                        Subject.of(new DeviceId(id)),
                        district,
                        CityKinds.REGISTRATION,
                        new Values(Map.of(
                                CityKinds.ON,
                                on,
                                "certificate",
                                number,
                                "authority",
                                actor.organisation().name())),
                        on.atStartOfDay(CityClock.ZONE).toInstant(),
                        Particulars.SOURCE,
                        OptionalLong.empty());
    }

    private static NewIdentifier certificate(String number, LocalDate on) {
        return new NewIdentifier("use_cert", number, Particulars.SOURCE, Optional.of(on), Optional.empty());
    }
}
