package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Asks the archive without end. */
public final class QueriesWithoutEnd extends FaultyApp {
    /** As a container makes it. */
    public QueriesWithoutEnd() {
        super("queries-without-end");
    }

    @Override
    View misbehave(ScanContext context) {
        int seen = 0;
        while (seen >= 0) {
            seen = platform()
                    .archive()
                    .history(context.device().id(), "inspection", 500)
                    .size();
        }
        return notice("seen " + seen);
    }
}
