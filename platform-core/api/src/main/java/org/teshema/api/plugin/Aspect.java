package org.teshema.api.plugin;

import org.teshema.api.device.Device;
import org.teshema.api.posting.Posting;

/** A set of rules that joins any category, such as explosion protection. Any number may join one device. */
public non-sealed interface Aspect extends Plugin {
    /** Whether it has anything to say about this device. */
    boolean appliesTo(Device device);

    /** The posting narrowed by this aspect; by default unchanged. An aspect MUST NOT add positions. */
    default Posting restrict(Device device, Posting posting) {
        return posting;
    }
}
