package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Facts;
import org.teshema.engine.access.Parties;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** How a device comes into the register 录入. */
record DeviceEntering(
        Writes writes,
        Catalogue catalogue,
        Districts districts,
        Identifiers identifiers,
        Particulars particulars,
        CityClock clock) {
    /** Enters it; the id of the new device. */
    long enter(WriteRequest asked, NewDevice device) {
        Actor actor = asked.actor();
        NewDevice parties = withOwnParty(actor, device);
        mayEnter(actor, parties);
        NewDevice entered = parties.under(catalogue.registrable(parties.category()));
        districts.receiving(entered.district());
        entered.identifiers().forEach(identifiers::check);
        String id = identifiers.writing(
                entered.identifiers(),
                () -> writes.once(asked, "device.enter", entered.toString(), unit -> {
                    long made = unit.jdbc(connection -> insert(connection, entered));
                    particulars.recorded(unit, actor, made, "entered", Optional.empty());
                    return Long.toString(made);
                }));
        return Long.parseLong(id);
    }

    private long insert(Connection connection, NewDevice device) throws SQLException {
        DeviceParties.party(connection, "usingUnit", device.usingUnit(), OrganisationKind.USING_UNIT);
        DeviceParties.party(connection, "maintenanceUnit", device.maintenanceUnit(), OrganisationKind.MAINTENANCE_UNIT);
        DeviceParties.party(connection, "inspectionBody", device.inspectionBody(), OrganisationKind.INSPECTION_BODY);
        DeviceParties.stationOf(connection, device.station(), device.district());
        long id = Sql.inserted(
                connection,
                "insert into device (category, raw_category, district, name, place, longitude, latitude, status,"
                        + " using_unit_id, maintenance_unit_id, inspection_body_id, station_id, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                device.category(),
                device.rawCategory().orElse(device.category()),
                device.district(),
                device.name(),
                device.place(),
                device.coordinates().map(Coordinates::longitude),
                device.coordinates().map(Coordinates::latitude),
                device.status(),
                device.usingUnit(),
                device.maintenanceUnit(),
                device.inspectionBody(),
                device.station(),
                clock.instant());
        for (NewIdentifier number : device.identifiers()) {
            identifiers.add(connection, id, number);
        }
        return id;
    }

    /**
     * Enters a part of a set within the caller's transaction: with its mother's parties, district and place, and in use. Whether
     * the actor may is the caller's to decide.
     */
    long part(UnitOfWork unit, Actor actor, long mother, CatalogueCode category, String name) {
        long made = unit.inserted(
                "insert into device (category, raw_category, district, name, place, longitude, latitude, status,"
                        + " using_unit_id, maintenance_unit_id, inspection_body_id, station_id, created_at)"
                        + " select cast(? as varchar(4)), cast(? as varchar(40)), district, cast(? as varchar(120)), place,"
                        + " longitude, latitude, 'IN_USE', using_unit_id, maintenance_unit_id, inspection_body_id,"
                        + " station_id, cast(? as timestamp(6) with time zone) from device where id = ?",
                category.value(),
                category.value(),
                name,
                clock.instant(),
                mother);
        particulars.recorded(unit, actor, made, "entered", Optional.empty());
        return made;
    }

    private static NewDevice withOwnParty(Actor actor, NewDevice device) {
        // Whoever is a party of what they enter is so without saying it: what somebody is, not what they may.
        OptionalLong own = OptionalLong.of(actor.organisation().id());
        boolean station =
                actor.role() == OrganisationKind.STATION && device.station().isEmpty();
        boolean body = actor.role() == OrganisationKind.INSPECTION_BODY
                && device.inspectionBody().isEmpty();
        return new NewDevice(
                device.category(),
                device.rawCategory(),
                device.district(),
                device.name(),
                device.place(),
                device.coordinates(),
                device.status(),
                device.usingUnit(),
                device.maintenanceUnit(),
                body ? own : device.inspectionBody(),
                station ? own : device.station(),
                device.identifiers());
    }

    private void mayEnter(Actor actor, NewDevice device) {
        Facts facts = new Parties(
                        device.district(),
                        device.usingUnit(),
                        device.maintenanceUnit(),
                        device.inspectionBody(),
                        device.station())
                .facts()
                .and("status", device.status());
        if (!new Access(clock).may(actor, Deed.ENTER_DEVICE, facts)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "市局可录入全市设备，区局和监管所可录入本区设备，检验机构可录入由其监督检验的新装设备（安装中）。",
                    "The city enters devices anywhere, districts and stations in their own district, inspection bodies new"
                            + " devices they inspect while these are being installed.");
        }
        if (device.status() == DeviceStatus.SCRAPPED) {
            throw Words.wrong("status", "报废设备不能新录入。", "A scrapped device is not entered.");
        }
    }
}
