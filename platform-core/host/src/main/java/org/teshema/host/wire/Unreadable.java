package org.teshema.host.wire;

/** What came is not what may come, or what should go cannot go. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Because of that. */
    public Unreadable(String why) {
        super(why);
    }

    /** Because something would not be made of it. */
    Unreadable(String why, Throwable cause) {
        super(why, cause);
    }
}
