package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Computes without end, and catches whatever would end it. */
public final class CatchesEverything extends FaultyApp {
    private static long next(long sum) {
        return sum * 6364136223846793005L + 1442695040888963407L | 1;
    }

    /** As a container makes it. */
    public CatchesEverything() {
        super("catches-everything");
    }

    @Override
    View misbehave(ScanContext context) {
        long sum = context.today().toEpochDay();
        while (sum != 0) {
            try {
                sum = next(sum);
            } catch (Throwable ignored) {
                sum = 1;
            }
        }
        return notice("sum " + sum);
    }
}
