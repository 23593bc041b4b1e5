package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Ends the process. */
public final class CallsExit extends FaultyApp {
    /** As a container makes it. */
    public CallsExit() {
        super("calls-exit");
    }

    @Override
    View misbehave(ScanContext context) {
        System.exit(1);
        return notice("gone");
    }
}
