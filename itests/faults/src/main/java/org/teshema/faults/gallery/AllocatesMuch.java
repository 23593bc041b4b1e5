package org.teshema.faults.gallery;

import java.util.ArrayList;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Asks for more and more memory in one call, and keeps it until its end. */
public final class AllocatesMuch extends FaultyApp {
    /** As a container makes it. */
    public AllocatesMuch() {
        super("allocates-much");
    }

    @Override
    View misbehave(ScanContext context) {
        var kept = new ArrayList<byte[]>();
        while (kept.size() < 100_000) {
            kept.add(new byte[1 << 20]);
        }
        return notice("kept " + kept.size());
    }
}
