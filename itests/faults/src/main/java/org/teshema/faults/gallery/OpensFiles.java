package org.teshema.faults.gallery;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Reads a file of the platform. */
public final class OpensFiles extends FaultyApp {
    /** As a container makes it. */
    public OpensFiles() {
        super("opens-files");
    }

    @Override
    View misbehave(ScanContext context) {
        try (var in = new FileInputStream("etc/users.properties")) {
            return notice("read " + in.read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
