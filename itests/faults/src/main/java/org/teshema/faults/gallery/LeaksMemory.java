package org.teshema.faults.gallery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Keeps a little of each call for ever. */
public final class LeaksMemory extends FaultyApp {
    /** So much. */
    public static final int KEPT_EACH = 128 << 10;

    private static final Queue<byte[]> KEPT = new ConcurrentLinkedQueue<>();

    /** As a container makes it. */
    public LeaksMemory() {
        super("leaks-memory");
    }

    @Override
    View misbehave(ScanContext context) {
        KEPT.add(new byte[KEPT_EACH]);
        return notice("kept " + KEPT.size());
    }
}
