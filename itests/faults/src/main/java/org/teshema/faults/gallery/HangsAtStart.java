package org.teshema.faults.gallery;

import java.util.concurrent.CountDownLatch;
import org.teshema.api.plugin.Platform;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Waits for ever when it is started. */
public final class HangsAtStart extends FaultyApp {
    @Override
    public void start(Platform handed) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** As a container makes it. */
    public HangsAtStart() {
        super("hangs-at-start");
    }

    @Override
    View misbehave(ScanContext context) {
        return notice("never asked");
    }
}
