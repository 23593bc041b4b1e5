package org.teshema.engine.device;

import java.time.Instant;
import org.teshema.engine.account.Actor;
import org.teshema.engine.store.UnitOfWork;

/** Something that goes with a device when it is transferred to another unit or district, such as the code bound to it. */
public interface DeviceFollower {
    /**
     * The device goes, in this transaction: what follows it is written here or the transfer does not happen.
     *
     * @param actor who transfers it
     * @param usingUnit id of the unit that uses it from now on
     * @param district six-character id of the district that supervises it from now on
     */
    void follow(UnitOfWork unit, Actor actor, long device, long usingUnit, String district, Instant at);
}
