package org.teshema.faults.gallery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Logs without end. */
public final class FloodsTheLog extends FaultyApp {
    private static final Logger LOG = LoggerFactory.getLogger(FloodsTheLog.class);

    /** As a container makes it. */
    public FloodsTheLog() {
        super("floods-the-log");
    }

    @Override
    View misbehave(ScanContext context) {
        for (long line = 0; line >= 0; line++) {
            LOG.error("line {} of a flood that says nothing at all and says it again and again", line);
        }
        return notice("said");
    }
}
