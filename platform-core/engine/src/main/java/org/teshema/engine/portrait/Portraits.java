package org.teshema.engine.portrait;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.codes.CodeFilter;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.device.Engagements;
import org.teshema.engine.family.Families;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.rule.DeviceClocks;
import org.teshema.engine.time.CityClock;

/** Draws portraits of devices: each part is asked of the service that has it, which asks in turn who may see it. Thread-safe. */
@Component(service = Portraits.class)
public final class Portraits {
    /** So many of the latest entries are told; all of them are in the list of entries. */
    public static final int LATEST = 40;

    private final Devices devices;
    private final DeviceClocks clocks;
    private final Engagements engagements;
    private final Families families;
    private final Codes codes;
    private final Archives archives;
    private final CityClock clock;

    /** Portraits of what these know. */
    @Activate
    public Portraits(
            @Reference Devices devices,
            @Reference DeviceClocks clocks,
            @Reference Engagements engagements,
            @Reference Families families,
            @Reference Codes codes,
            @Reference Archives archives,
            @Reference CityClock clock) {
        this.devices = devices;
        this.clocks = clocks;
        this.engagements = engagements;
        this.families = families;
        this.codes = codes;
        this.archives = archives;
        this.clock = clock;
    }

    /**
     * The portrait of a device of the actor's scope.
     *
     * @throws Problem NOT_FOUND when there is no such device, or it is not the actor's to see: the two look the same
     */
    public Portrait of(Actor actor, long id, Language language) {
        DeviceFile file = devices.get(actor, id);
        return new Portrait(
                file,
                clocks.on(actor, id, clock.today(), Optional.empty(), language),
                engagements.list(actor, id),
                file.device()
                        .membership()
                        .flatMap(one -> seen(actor, one.mother().value())),
                families.of(actor, id),
                codes.list(actor, CodeFilter.ofDevice(id), Cursor.first()).items(),
                archives.latest(actor, id, LATEST),
                archives.years(actor, id));
    }

    /** Another device, where it is the actor's to see. */
    private Optional<DeviceFile> seen(Actor actor, long id) {
        try {
            return Optional.of(devices.get(actor, id));
        } catch (Problem e) {
            if (e.type() != ProblemType.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
