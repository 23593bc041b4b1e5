package org.teshema.trust.label;

import java.util.Optional;

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
    private final transient GateReport report;

    PrintFailed(Reason reason, String message) {
        this(reason, message, null, null);
    }

    PrintFailed(Reason reason, String message, Throwable cause) {
        this(reason, message, null, cause);
    }

    PrintFailed(String message, GateReport report) {
        this(Reason.GATE, message, report, null);
    }

    private PrintFailed(Reason reason, String message, GateReport report, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.report = report;
    }

    public Reason reason() {
        return reason;
    }

    /** What the gate saw, if it was the gate that refused. */
    public Optional<GateReport> report() {
        return Optional.ofNullable(report);
    }
}
