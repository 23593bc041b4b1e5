package org.teshema.engine.codes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFollower;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.trust.code.CodeId;

/** Lets the codes of a device follow it, when the device goes to another unit or district 过户、移装. */
@Component(service = DeviceFollower.class)
public final class BoundCodes implements DeviceFollower {
    /** Stateless: everything it needs comes with the call. */
    @Activate
    public BoundCodes() {}

    /** The code as it was, with the unit that had it. */
    private record Bound(CodeId id, long number, long batch, int serial, long unit) {}

    /**
     * Gives the device's codes, those of code posts too, to its new using unit and district, within the transaction that moves the
     * device. Each is recorded as a claim from the old unit to the new one, so that the sums of both go on to hold.
     *
     * @param actor who moves the device
     * @param newUnit the using unit from now on
     * @param newDistrict the district that supervises it from now on
     */
    @Override
    public void follow(UnitOfWork unit, Actor actor, long device, long newUnit, String newDistrict, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        for (Bound code : locked(unit, device)) {
            follow(unit, actor, device, code, newUnit, newDistrict, now);
        }
        // Whoever was binding the children of a set it no longer has binds no more of them.
        unit.update(
                "update sitting set closed_at = ? where mother_id = ? and unit_id <> ? and closed_at is null",
                now,
                device,
                newUnit);
    }

    private static void follow(
            UnitOfWork unit, Actor actor, long device, Bound code, long newUnit, String newDistrict, Instant now) {
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

    /** Its own code and those of its code posts. */
    private static List<Bound> locked(UnitOfWork unit, long device) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select code_id, number, batch_id, serial, unit_id from code"
                    + " where bound_device_id = ? order by post for update")) {
                Sql.bind(select, device);
                var codes = new ArrayList<Bound>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        codes.add(new Bound(
                                new CodeId(row.getBytes("code_id")),
                                row.getLong("number"),
                                row.getLong("batch_id"),
                                row.getInt("serial"),
                                row.getLong("unit_id")));
                    }
                }
                return codes;
            }
        });
    }
}
