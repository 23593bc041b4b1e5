package org.teshema.engine.segment;

import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFollower;
import org.teshema.engine.store.UnitOfWork;

/** Lets the segments of a unit follow it to another district. */
@Component(service = DeviceFollower.class)
public final class SegmentDistricts implements DeviceFollower {
    /** Stateless: everything it needs comes with the call. */
    @Activate
    public SegmentDistricts() {}

    @Override
    public void follow(UnitOfWork unit, Actor actor, long device, long usingUnit, String district, Instant at) {
        unit.update("update segment set district = ? where device_id = ?", district, device);
    }
}
