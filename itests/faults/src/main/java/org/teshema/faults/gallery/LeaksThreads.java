package org.teshema.faults.gallery;

import java.util.concurrent.CountDownLatch;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Starts a thread for each call and forgets it. */
public final class LeaksThreads extends FaultyApp {
    private final CountDownLatch never = new CountDownLatch(1);

    private void linger() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As a container makes it. */
    public LeaksThreads() {
        super("leaks-threads");
    }

    @Override
    View misbehave(ScanContext context) {
        var thread = new Thread(this::linger, "forgotten");
        thread.setDaemon(true);
        thread.start();
        return notice("started");
    }
}
