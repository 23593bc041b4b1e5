package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** None: the one that behaves, to compare the others with. */
public final class Well extends FaultyApp {
    /** As a container makes it. */
    public Well() {
        super("well");
    }

    @Override
    View misbehave(ScanContext context) {
        return notice("well");
    }
}
