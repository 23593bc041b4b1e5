package org.teshema.api.app;

import java.util.Objects;

/** Something outside an app, its tables or another system, did not do what the app asked for. */
public final class PlatformFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as far as an app can do something about it. */
    public enum Reason {
        /** It may not be done, now or later. */
        REFUSED,
        /** Too much is under way; later it may be done. */
        BUSY,
        /** It took longer than it may. */
        TOO_SLOW,
        /** It came to more than it may. */
        TOO_MUCH,
        /** Who would have to do it cannot be reached. */
        AWAY
    }

    private final Reason reason;

    /** A failure, told in a sentence for the app's author. */
    public PlatformFailure(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
