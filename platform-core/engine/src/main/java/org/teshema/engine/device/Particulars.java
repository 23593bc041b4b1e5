package org.teshema.engine.device;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;

/**
 * The trace each deed of the register leaves: what it says of the device from now on, as an entry of the device's archive, so
 * that the register of a past day can be answered.
 */
record Particulars(Entries entries, CityClock clock) {
    /** What entries written by the register name as their source. */
    static final String SOURCE = "register";

    private static final String WITH = "with";
    /** More changes while a device stands still are not looked through. */
    private static final int MOST = 50;

    /** What the register says now, as an entry of the device's archive, and the news of it. */
    void recorded(UnitOfWork unit, Actor actor, long id, String event, Optional<String> reason) {
        recorded(unit, actor, id, event, reason, OptionalLong.empty());
    }

    /** The same of a child that takes a step with its whole set; the mother is named. */
    void recorded(UnitOfWork unit, Actor actor, long id, String event, Optional<String> reason, OptionalLong mother) {
        DeviceFile now = unit.jdbc(connection -> DeviceRows.query(connection, "d.id = ?", List.of(id), clock.today())
                .get(0));
        Device device = now.device();
        var values = new HashMap<String, Object>();
        values.put("event", event);
        values.put("category", device.category().value());
        values.put("district", device.district());
        values.put("status", device.status().name());
        values.put("name", device.name());
        values.put("place", device.place());
        device.usingUnit().ifPresent(unitOf -> values.put("using-unit", unitOf.name()));
        device.maintenanceUnit().ifPresent(unitOf -> values.put("maintenance-unit", unitOf.name()));
        now.inspectionBody().ifPresent(body -> values.put("inspection-body", body.name()));
        reason.ifPresent(why -> values.put("reason", why));
        mother.ifPresent(with -> values.put(WITH, Long.toString(with)));
        Instant at = clock.instant();
        entries.append(
                unit,
                actor,
                Subject.of(new DeviceId(id)),
                device.district(),
                CityKinds.PARTICULARS,
                new Values(values),
                at,
                SOURCE,
                OptionalLong.empty());
        unit.publish(
                "device." + event,
                "device:" + id,
                device.district(),
                "{\"device\":" + id + ",\"category\":\"" + device.category() + "\"}",
                at);
    }

    /** Whether a device that is stopped was stopped with its whole set. */
    static boolean stoppedWithSet(UnitOfWork unit, long id) {
        Subject device = Subject.of(new DeviceId(id));
        return unit.jdbc(connection -> Entries.history(connection, device, CityKinds.PARTICULARS.name(), MOST)).stream()
                .takeWhile(entry -> entry.values().text("status").equals(Optional.of(DeviceStatus.STOPPED.name())))
                .reduce((newer, older) -> older)
                .filter(stop -> stop.values().text(WITH).isPresent())
                .isPresent();
    }
}
