package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Computes without end. */
public final class LoopsEndlessly extends FaultyApp {
    /** As a container makes it. */
    public LoopsEndlessly() {
        super("loops-endlessly");
    }

    @Override
    View misbehave(ScanContext context) {
        long sum = context.today().toEpochDay();
        while (sum != 0) {
            sum = sum * 6364136223846793005L + 1442695040888963407L | 1;
        }
        return notice("sum " + sum);
    }
}
