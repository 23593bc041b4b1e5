package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Answers nothing at all. */
public final class AnswersNull extends FaultyApp {
    /** As a container makes it. */
    public AnswersNull() {
        super("answers-null");
    }

    @Override
    View misbehave(ScanContext context) {
        return null;
    }
}
