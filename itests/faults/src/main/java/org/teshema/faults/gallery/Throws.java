package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Throws. */
public final class Throws extends FaultyApp {
    /** As a container makes it. */
    public Throws() {
        super("throws");
    }

    @Override
    View misbehave(ScanContext context) {
        throw new IllegalStateException("broken");
    }
}
