package org.teshema.faults.gallery;

import org.teshema.api.app.Statement;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Asks its own tables one question that takes the database minutes. */
public final class SlowStatement extends FaultyApp {
    private static final String SQL =
            "select count(*) as found from figure a, figure b, figure c, figure d, figure e, figure f,"
                    + " figure g, figure h, figure i, figure j where a.n + b.n + c.n + d.n > j.n";

    /** As a container makes it. */
    public SlowStatement() {
        super("slow-statement");
    }

    @Override
    View misbehave(ScanContext context) {
        return notice("counted " + platform().tables().query(Statement.of(SQL)));
    }
}
