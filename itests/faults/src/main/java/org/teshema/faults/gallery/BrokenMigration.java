package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Brings a migration of its tables that fails half-way. */
public final class BrokenMigration extends FaultyApp {
    /** As a container makes it. */
    public BrokenMigration() {
        super("broken-migration");
    }

    @Override
    View misbehave(ScanContext context) {
        return notice("never asked");
    }
}
