package org.teshema.faults.gallery;

import java.util.concurrent.CountDownLatch;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Waits for what never comes. */
public final class Hangs extends FaultyApp {
    private final CountDownLatch never = new CountDownLatch(1);

    /** As a container makes it. */
    public Hangs() {
        super("hangs");
    }

    @Override
    View misbehave(ScanContext context) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return notice("too late");
    }
}
