package org.teshema.engine.device;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.scan.Effect;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * Writes the register of devices: enters, changes and transfers them. Each change leaves an entry {@code particulars} in
 * the device's archive, so that the register of a past day can be answered. Thread-safe.
 */
@Component(service = DeviceRegister.class)
public final class DeviceRegister {
    private final Devices devices;
    private final Access access;
    private final Writes writes;
    private final Identifiers identifiers;
    private final Particulars particulars;
    private final DeviceEntering entering;
    private final DeviceChanging changing;
    private final DeviceTransferring transferring;

    /** The register; what follows a device joins it as a service. */
    @Activate
    public DeviceRegister(
            @Reference Devices devices,
            @Reference Writes writes,
            @Reference Entries entries,
            @Reference Catalogue catalogue,
            @Reference Districts districts,
            @Reference IdentifierFormats formats,
            @Reference CityClock clock,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<DeviceFollower> followers) {
        this.devices = devices;
        this.access = new Access(clock);
        this.writes = writes;
        this.identifiers = new Identifiers(formats, clock);
        this.particulars = new Particulars(entries, clock);
        this.entering = new DeviceEntering(writes, catalogue, districts, identifiers, particulars, clock);
        this.changing = new DeviceChanging(writes, particulars, access, clock);
        this.transferring = new DeviceTransferring(
                writes, districts, identifiers, particulars, clock, access, List.copyOf(followers));
    }

    /**
     * Enters a device. The city may anywhere, a district and a station in their own district; an inspection body may enter
     * a new device it inspects.
     *
     * @throws Problem INVALID in the field that is wrong, with the plan's reason for equipment that gets no code, and
     *     for a device code that is on another device
     */
    public DeviceFile enter(WriteRequest asked, NewDevice device) {
        return devices.get(asked.actor(), entering.enter(asked, device));
    }

    /**
     * Enters a part of a set, such as one more car of a ride, within the caller's transaction; it goes by its mother's
     * certificate and has her parties, district and place.
     *
     * @return its id
     */
    public long enterPart(UnitOfWork unit, Actor actor, long mother, CatalogueCode category, String name) {
        return entering.part(unit, actor, mother, category, Words.checked("name", name, 120));
    }

    /** Changes a device: an authority responsible for it anything; its using unit name, place and maintenance unit. */
    public DeviceFile change(WriteRequest asked, long id, DeviceChange change) {
        changing.change(asked, id, change);
        return devices.get(asked.actor(), id);
    }

    /**
     * Transfers a device to another unit or place. An authority responsible for it does, and may lose sight of it by that.
     */
    public DeviceFile transfer(WriteRequest asked, long id, Transfer transfer) {
        transferring.transfer(asked, id, transfer);
        return devices.file(id);
    }

    /**
     * Carries out what an entry does to the register, within the transaction that appends it.
     *
     * @param reason why, for the archive
     * @throws Problem FORBIDDEN where the register of that device is not the actor's to change; WRONG_STATE where it says so already;
     *     INVALID where there is no such unit
     */
    public void carryOut(UnitOfWork unit, Actor actor, long id, Effect effect, String reason) {
        DeviceFile file = unit.jdbc(connection -> Effects.file(connection, access, actor, id));
        if (effect instanceof Effect.Becomes becomes) {
            Effects.requireNews(file.device().status() != becomes.status());
            changing.apply(unit, actor, id, Effects.change(file.device().version(), becomes.status(), reason));
        } else if (effect instanceof Effect.GoesTo goes) {
            long to = unit.jdbc(connection -> Effects.unit(connection, goes.creditCode()));
            Effects.requireNews(file.device()
                    .usingUnit()
                    .filter(before -> before.id() == to)
                    .isEmpty());
            transferring.apply(unit, actor, id, Effects.transfer(file.device().version(), to, access.today(), reason));
        }
    }

    /** Adds a printed number; one of a kind that is single, such as a certificate, ends the one before. */
    public DeviceFile addIdentifier(WriteRequest asked, long id, int version, NewIdentifier number) {
        Actor actor = asked.actor();
        identifiers.check(number);
        String request = id + "\n" + version + "\n" + number;
        identifiers.writing(
                List.of(number),
                () -> writes.once(asked, "device.identifier", request, unit -> {
                    LockedDevice.of(unit, access, actor, id, version).require(access, actor, Deed.CHANGE_DEVICE);
                    unit.jdbc(connection -> {
                        identifiers.replace(connection, id, number);
                        return null;
                    });
                    unit.update("update device set version = version + 1 where id = ?", id);
                    particulars.recorded(unit, actor, id, "changed", Optional.of(number.kind() + " " + number.value()));
                    return Long.toString(id);
                }));
        return devices.get(actor, id);
    }
}
