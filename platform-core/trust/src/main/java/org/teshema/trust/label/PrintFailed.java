package org.teshema.trust.label;

import java.util.Optional;
import org.teshema.trust.code.Wording;

/** Thrown when labels could not be printed; nothing was released and nothing half-written is left. For people to read. */
public final class PrintFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of thing went wrong, for a stable problem type. */
    public enum Reason {
        /** The order's content: a character, a text or a code that cannot be printed. */
        TEXT,
        /** The disk: full, read-only or broken. */
        DISK,
        /** The destination exists already. */
        EXISTS,
        /** The gate could not read or verify a label. */
        GATE
    }

    private final Reason reason;
    private final transient Wording wording;
    private final transient GateReport report;

    PrintFailed(Reason reason, String zh, String en) {
        this(reason, new Wording(zh, en), null, null);
    }

    PrintFailed(Reason reason, String zh, String en, Throwable cause) {
        this(reason, new Wording(zh, en), null, cause);
    }

    PrintFailed(String zh, String en, GateReport report) {
        this(Reason.GATE, new Wording(zh, en), report, null);
    }

    private PrintFailed(Reason reason, Wording wording, GateReport report, Throwable cause) {
        super(wording.toString(), cause);
        this.reason = reason;
        this.wording = wording;
        this.report = report;
    }

    /** What was wrong, where, and what to do, in both languages. */
    public Wording wording() {
        return wording;
    }

    public Reason reason() {
        return reason;
    }

    /** What the gate saw, if it was the gate that refused. */
    public Optional<GateReport> report() {
        return Optional.ofNullable(report);
    }
}
