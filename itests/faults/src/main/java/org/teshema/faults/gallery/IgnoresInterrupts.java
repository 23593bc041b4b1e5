package org.teshema.faults.gallery;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Waits without end, and whoever interrupts it is ignored. */
public final class IgnoresInterrupts extends FaultyApp {
    private final CountDownLatch never = new CountDownLatch(1);

    /** As a container makes it. */
    public IgnoresInterrupts() {
        super("ignores-interrupts");
    }

    @Override
    View misbehave(ScanContext context) {
        boolean told = false;
        while (!told) {
            try {
                told = never.await(1, TimeUnit.HOURS);
            } catch (InterruptedException ignored) {
                told = false;
            }
        }
        return notice("too late");
    }
}
