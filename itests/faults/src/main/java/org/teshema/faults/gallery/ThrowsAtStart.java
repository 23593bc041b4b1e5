package org.teshema.faults.gallery;

import org.teshema.api.plugin.Platform;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Throws when it is started. */
public final class ThrowsAtStart extends FaultyApp {
    @Override
    public void start(Platform handed) {
        throw new IllegalStateException("no table of my own");
    }

    /** As a container makes it. */
    public ThrowsAtStart() {
        super("throws-at-start");
    }

    @Override
    View misbehave(ScanContext context) {
        return notice("never asked");
    }
}
