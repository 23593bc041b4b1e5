package org.teshema.faults.gallery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Keeps a little of each call for ever. */
public final class LeaksMemory extends FaultyApp {
    private static final Queue<byte[]> KEPT = new ConcurrentLinkedQueue<>();

    /** As a container makes it. */
    public LeaksMemory() {
        super("leaks-memory");
    }

    @Override
    View misbehave(ScanContext context) {
        KEPT.add(new byte[64 << 10]);
        return notice("kept " + KEPT.size());
    }
}
