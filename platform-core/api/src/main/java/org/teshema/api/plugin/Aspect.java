package org.teshema.api.plugin;

import org.teshema.api.device.Device;
import org.teshema.api.posting.Posting;

/**
 * A set of rules that joins any category, such as explosion protection. Any number may join one device. The notices its view
 * begins with are read before anything the category shows; the rest of the view follows the category's.
 */
public non-sealed interface Aspect extends Plugin {
    /**
     * Whether it may have anything to say about this device, as far as the device itself tells. Where only the archive can
     * tell, it answers true, and shows and narrows nothing where the archive holds nothing for it.
     */
    boolean appliesTo(Device device);

    /** The posting narrowed by this aspect; by default unchanged. An aspect MUST NOT add positions. */
    default Posting restrict(Device device, Posting posting) {
        return posting;
    }
}
