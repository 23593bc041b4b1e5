package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Answers with markup, control characters and half a character. */
public final class AnswersGarbage extends FaultyApp {
    /** As a container makes it. */
    public AnswersGarbage() {
        super("answers-garbage");
    }

    @Override
    View misbehave(ScanContext context) {
        return notice("<script>alert(1)</script>\u0000\u001b[2J\ud800\u202e{{7*7}}\r\nSet-Cookie: a=b");
    }
}
