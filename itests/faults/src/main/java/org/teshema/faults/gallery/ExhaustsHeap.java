package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Asks for all memory there is in one piece: no watch is quick enough, and the process ends. */
public final class ExhaustsHeap extends FaultyApp {
    /** As a container makes it. */
    public ExhaustsHeap() {
        super("exhausts-heap");
    }

    @Override
    View misbehave(ScanContext context) {
        long[] all = new long[Integer.MAX_VALUE - 8];
        return notice("got " + all.length);
    }
}
