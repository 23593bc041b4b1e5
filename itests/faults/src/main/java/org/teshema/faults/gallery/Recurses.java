package org.teshema.faults.gallery;

import java.util.List;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Calls itself without end. */
public final class Recurses extends FaultyApp {
    /** As a container makes it. */
    public Recurses() {
        super("recurses");
    }

    @Override
    @SuppressWarnings("InfiniteRecursion") // that is the fault
    View misbehave(ScanContext context) {
        return new View(misbehave(context).sections(), List.of());
    }
}
