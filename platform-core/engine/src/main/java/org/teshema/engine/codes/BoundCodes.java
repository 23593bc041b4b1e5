package org.teshema.engine.codes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFollower;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.trust.code.CodeId;

/** Lets the code of a device follow it, when the device goes to another unit or district 过户、移装. */
@Component(service = DeviceFollower.class)
public final class BoundCodes implements DeviceFollower {
    /** Stateless: everything it needs comes with the call. */
    @Activate
    public BoundCodes() {}

    /** The code as it was, with the unit that had it. */
    private record Bound(CodeId id, long number, long batch, int serial, long unit) {}

    /**
     * Gives the device's code, if it has one, to its new using unit and district, within the transaction that moves the
     * device. It is recorded as a claim from the old unit to the new one, so that the sums of both go on to hold.
     *
     * @param actor who moves the device
     * @param newUnit the using unit from now on
     * @param newDistrict the district that supervises it from now on
     */
    @Override
    public void follow(UnitOfWork unit, Actor actor, long device, long newUnit, String newDistrict, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        Optional<Bound> bound = locked(unit, device);
        if (bound.isEmpty()) {
            return;
        }
        Bound code = bound.get();
        unit.update(
                "update code set unit_id = ?, holder_id = ?, district = ?, changed_at = ?, version = version + 1"
                        + " where code_id = ?",
                newUnit,
                newUnit,
                newDistrict,
                now,
                code.id().value());
        if (code.unit() != newUnit) {
            unit.update(
                    "insert into claim (district, batch_id, first_serial, last_serial, from_id, unit_id, device_id,"
                            + " reason, given_by, given_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    newDistrict,
                    code.batch(),
                    code.serial(),
                    code.serial(),
                    code.unit(),
                    newUnit,
                    device,
                    "设备过户 / device transferred",
                    actor.accountId(),
                    now);
        }
        new Happening(unit, actor, now)
                .record(
                        "code.transferred",
                        "device:" + device,
                        newDistrict,
                        "{\"number\":\"" + code.number() + "\",\"device\":" + device + ",\"unit\":" + newUnit + "}");
    }

    private static Optional<Bound> locked(UnitOfWork unit, long device) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select code_id, number, batch_id, serial, unit_id from code"
                    + " where bound_device_id = ? for update")) {
                Sql.bind(select, device);
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Bound(
                                    new CodeId(row.getBytes("code_id")),
                                    row.getLong("number"),
                                    row.getLong("batch_id"),
                                    row.getInt("serial"),
                                    row.getLong("unit_id")))
                            : Optional.empty();
                }
            }
        });
    }
}
