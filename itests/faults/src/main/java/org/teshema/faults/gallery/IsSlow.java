package org.teshema.faults.gallery;

import java.util.concurrent.locks.LockSupport;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Answers in the end, but late. */
public final class IsSlow extends FaultyApp {
    /** As a container makes it. */
    public IsSlow() {
        super("is-slow");
    }

    @Override
    View misbehave(ScanContext context) {
        long until = System.nanoTime() + 250_000_000;
        for (long left = 1; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return notice("late");
    }
}
